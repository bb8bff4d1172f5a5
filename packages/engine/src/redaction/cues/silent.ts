import { senseOf } from '../names/sense.js';
import { remembering } from '../remembering.js';

export const headerName = /^(?:(?:proxy-)?authori[sz]ation|(?:set-)?cookie2?|x-[a-z0-9-]*-cookie)$/i;

/** Most names. */
export const saysNothing = remembering(
  (name) =>
    !headerName.test(name) &&
    !/^x-[a-z]|^(?:(?:sent_|upstream_)?http|hdr|header|req_header|request_header)_x_|^\d{1,2}$|id$|^(?:account|tenant|subscription|(?:gcp_|google_)?project)$/i.test(
      name,
    ) &&
    !typeNames.has(name) &&
    !/^(?:secret|suspect|user)$/.test(senseOf(name)),
);

/** `string token`, `token: str`, in languages that name a variable's type behind it. */
const types = 'string String str Str text TEXT varchar VARCHAR CharSequence SecretString SecretStr bytes char';

export const typeNames = new Set(types.split(' '));

/** `: str = ` behind a name: the value comes behind the type. */
export const typed = new RegExp(`[ \\t]{0,3}(?:${types.replaceAll(' ', '|')})[ \\t]{0,8}=`, 'y');
