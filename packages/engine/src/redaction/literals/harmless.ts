import { decodeBase64 } from '../copies/base64.js';
import { isPlaceholder, replacePlaceholders } from '../kinds.js';
import { remembering } from '../remembering.js';

/** Where a literal stands: known to be a secret, in a place that carries credentials under names nobody can list, or anywhere. */
export type Strength = 'secret' | 'suspect' | 'unknown';

const always = [
  /^(?!ENC\()[A-Za-z_][\w.:]{0,80}\([^)]{0,80}\)?$/, // a call
  /^\d$/,
  /^(?:[by]?crypt|scrypt|argon2(?:id|[id])?|pbkdf2(?:[_-]sha\d{1,3})?|sha(?:256|512)[_-]?crypt)$/i, // how passwords are hashed
  /^(?:require|import|await|new|function|async|lambda|local|return)$/,
  /^<[A-Za-z][\w -]{0,60}>$/, // <your token>
  /^phc_\w+$|^pk_(?:live|test)_\w+$|^pk\.eyJ[\w.-]+$/, // publishable

  /^(?:on|off|true|false|yes|no|read|write|null|nil|none|undefined|enabled|disabled|always|never|optional|required|default|auto|any|all|basic|bearer|~)$/i,
  /^[*•xX·.\-_#?]+$/, // masked
  /^\[?<?\(?(?:redacted|removed|masked|hidden|filtered|omitted|snip|snipped|secret removed)\)?>?\]?$/i,
  /^(?:file|env|vault|ssm|secretsmanager|aws|gcp|sops|ref|secretref):[/\w.#:-]+$/i,
  /^[\w.-]{1,64}:(?:\/[\w.@-]{1,64}){1,20}$/, // a name and the path of its file
  /^%[a-z]$/, // of a format
  /^\{[a-z_]+(?:\.[\w-]+)+\}$/i, // a placeholder of Caddy: {http.request.header.X-Gate}
  /^pub[0-9a-f]{32}$/, // of Datadog's, for browsers
  /^(?:YOUR|MY|INSERT|ENTER|PUT|REPLACE|CHANGE)[_-](?:[A-Z]+[_-]){0,4}(?:HERE|TOKEN|KEY|SECRET|PASSWORD|ME|THIS)$/i,
  /^(?:routes|applications|upstreams)(?:\/[\w-]{1,60})?$/, // where NGINX Unit passes a request to
  /^(?:[\^~]|[<>]=?\s?)\d{1,4}(?:\.\d{1,5}){1,3}(?:-[\w.]{1,20})?$/, // versions that a package takes
  /^(?:rsa|dsa|ec|ed)-?\d{3,5}$|^p-?(?:256|384|521)$|^(?:secp\d{3}[rk]1|prime256v1|x25519|x448)$/i, // kinds of keys
  /^Q1[A-Za-z0-9+/]{27}=$/, // of Alpine's packages
  /^(?:[\w.-]{1,64}\/){1,8}[\w.-]{1,64}\.(?:pem|crt|cer|key|csr|p12|pfx|conf|ya?ml|json|txt|toml|ini|env)$/i,
  /^\d{1,7} bytes$/, // kubectl describe secret
  /^https?:\/\/[\w.-]{1,200}(?::\d{1,5})?(?:\/(?:[a-z]{1,16}(?:-[a-z]{1,16}){0,3}|\.well-known|v\d)){1,8}(?:\.json|\/)?$/, // where keys are published; a host is judged by itself
  /^(?:SHA-?(?:1|256|384|512)[ :=]?)?(?:(?:[0-9A-F]{2}:){15,63}[0-9A-F]{2})?$/i, // a fingerprint or pin
  /^\d{8}\/[a-z0-9-]{1,40}\/[a-z0-9-]{1,40}\/aws4_request$/, // the scope of a signature of AWS
  /^ENC\[[^\]\n]+\]$/, // sops
  /^\(\d{3,5} bits?\)$/, // Private-Key: (256 bit)
  /^!(?:vault|secret|Ref|Sub|GetAtt|ImportValue|env_var|include|reference)$/, // a tag of YAML: what follows is somewhere else, or sealed
  /^\(?(?:expired|expected|ok|valid|wrong|empty|unknown|renewed|refreshed|inactive|invalid|malformed|missing|mismatch(?:ed)?|incorrect|not|must|should|cannot|revoked|rejected|verified|unset|not (?:found|set|valid|configured|provided|present|available|allowed|supported))\)?$|^n\/a$/i, // what is said of one
  /^(?:must|should|cannot|may not|has to) (?:[a-z'-]+|\d{1,3})(?:,? (?:[a-z'-]+|\d{1,3})){1,20}\.?$/i,
  /^[A-Z][A-Za-z]{2,60}(?:Exception|Error)$|^(?:Record|Promise|Optional?|Mapped|Array|Map|List|Vec|Dict|Annotated)$/,
  /^<\|?\/?[a-z_]{1,20}\|?>$|^\[[A-Z]{2,6}\]$/, // of language models: <|end|>, [PAD]
  /^unix:(?:path=|abstract=)?@?\/[\w./@-]*(?:,guid=[0-9a-f]{32})?$/, // a socket
  /^age1[a-z0-9]{50,70}$/, // a recipient of age; what decrypts begins with AGE-SECRET-KEY
  /^(?:[A-Z][A-Za-z]{1,20}[<[]|[A-Za-z]{1,12}\.|&)?(?:string|u8|number|boolean|bool|str|bytes|String|STRING|Uint8Array|Buffer|SecretStr(?:ing)?)(?:, ?(?:string|str|unknown|any|number))?(?:[>\]]|\[\])?\??[;,]?$/, // a type
  /^[a-z]\w{0,20}\.\w{1,20}(?:\([^()"'`]{0,40}\)(?:\.\w{1,20})?){1,8}[;,]?$/i, // of a schema: z.string().min(1)
  /^(?:var\.[\w-]+(?:\["?\w{1,40}"?\]|\.[\w-]{1,40}){0,4}|(?:data\.|ephemeral\.)?[a-z]+(?:_[a-z]+)+\.[a-z][a-z0-9_-]{0,40}(?:\[[\w".]{1,20}\])?\.[a-z_]+)$/, // of Terraform: a variable, an attribute of a resource
  /^(?:os\.|process\.env|ngx\.|req(?:uest)?\.|r\.(?:headers|args|variables|rawVariables|uri|method|http|request|remote|status|return|subrequest|internal|raw|log|error|warn|done|finish|send|body|parent|response)|self\.|this\.|each\.|options\.|opts\.|props\.|params\.|args\.|config\.|settings\.|vars\.|local\.|module\.|data\.|getenv|System\.)[\w.[\]("'):-]*$/,
];

/** As authorized_keys and known_hosts have them. */
const publicKey =
  /^(?:[\w.,:[\]*-]{1,200} )?(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-nistp\d{3}|sk-[\w-]{1,40}@openssh\.com) AAAA[A-Za-z0-9+/]{20,2000}={0,2}(?: \S{1,100})?$/;

/** `-----BEGIN CERTIFICATE` and `-----BEGIN PUBLIC KEY` in base64. */
const publicPem = /^LS0tLS1CRUdJTiB(?:DRVJUSUZJQ0FUR|QVUJMSUMgS0VZ)[A-Za-z0-9+/=\s]*$/;

/** A path of a file system: from a slash, in words. */
const path = /^(?:~|\.{1,2})?(?:\/[\w.@+-]{1,64}){1,20}\/?$/;
const knownRoot =
  /^(?:~|\.{1,2}|\/(?:etc|var|run|usr|opt|home|root|mnt|srv|tmp|secrets?|vault|data|app|certs?|keys?|config|proc|dev|sys))\//;
const fileName =
  /^[\w.-]{1,64}\.(?:pem|crt|cer|key|csr|p12|pfx|jks|conf|cnf|ya?ml|json|txt|toml|ini|env|sock|pid|log|html?|php|js|css|lua|sh|py|db|lock|htpasswd)$/i;

const plain = [
  /^\p{Lu}?\p{Ll}{1,20}$/u, // a word
  /^\p{Lu}{1,12}$/u, // or in capitals
  /^\p{Lu}?\p{Ll}{1,14}(?:[-_ /]\p{Lu}?\p{Ll}{1,14})$/u, // or two
  /^[A-Z]{2,14}(?:_[A-Z]{2,14}){1,4}$/,
  /^(?:\\[nrt])*[a-z][a-z-]{1,30}:$|^(?:\\[nrt])+(?:x-[a-z-]{1,30})?$/i, // a header's name in a text that is signed
  /^https?(?:GET|HEAD|POST)[\w.-]{1,200}(?::\d{1,5})?\/\S{0,400}$/, // the key of a cache
  /^[A-Z]{1,4}(?:-[A-Z]{1,3})?$/i,
  /^[a-z]{2,3}[-_][A-Z]{2}$/, // a locale
  /^[-+]?\d{1,7}(?:\.\d{1,6})?%?$/,
  /^\d{1,8}(?:ms|[smhdwMyHSun]|[kKmMgGtT]i?[bB]?)$/, // a duration, gRPC's too, or size
  /^\d{3,4}[pi]$/, // of a video
  /^(?:@[\w.-]{1,40}\/)?[\w.-]{1,60}@v?\d{1,4}(?:\.\d{1,5}){1,3}(?:[-+][\w.]{1,20})?$/, // a package and its version
  /^v?\d{1,4}(?:\.\d{1,5}){1,3}(?:[-+.](?:alpha|beta|rc|dev|alpine|slim|r|build|SNAPSHOT|[a-z]{2,8})?[.-]?\d{0,8})?$/i, // a version
  /^v\d{1,4}(?:(?:alpha|beta)\d{1,2})?$/,
  /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/,
  /^(?:application|audio|font|image|message|model|multipart|text|video|\*)\/[\w.+*-]{1,80}(?:;\s*charset=[\w-]+)?$/,
  /^https?$|^wss?$|^HTTP\/[\d.]+$|^TLSv1(?:\.[0-3])?$|^utf-?8$/i,
  /^(?:GET|HEAD|POST|PUT|DELETE|PATCH|OPTIONS|CONNECT|TRACE)$/,
  /^(?:\d{1,3}\.){3}\d{1,3}(?:\/\d{1,2})?(?::\d{1,5})?$/,
  /^\[?[0-9a-fA-F:]*::[0-9a-fA-F:]*\]?(?:\/\d{1,3})?$/,
  /\[0-9a-f\]|\(\.[+*]\)|\[\^[^\]]{1,10}\][+*]/, // a pattern
  /^(?:[a-z0-9](?:[a-z0-9-]{0,40}[a-z0-9])?\.)+[a-z]{2,12}(?::\d{1,5})?$/, // a host
  /^[a-z][a-z0-9-]{0,30}:\d{2,5}$/, // host and port
  /^[a-z][a-z0-9+.-]{1,12}:\/\/[^\s]*$/i, // a URL is looked into by itself
  /^[a-z]{1,14}-?[0-9]{1,2}$/, // node-3, web01
  /^(?:AES|ECDHE?|DHE|RSA|ECDSA|HIGH|ALL|DEFAULT|TLS|SHA)[\w:!@+=-]*$/,
  /^(?:HS|RS|ES|PS)(?:256|384|512)$|^EdDSA$|^sha-?(?:1|224|256|384|512)$|^md5$|^aes-?\d{3}[\w-]*$/i,
  /^scram-sha-\d{1,3}$/i,
  /^(?:md5|sha\d{1,3})[-:][\w+/=]{32,128}$/, // a digest
  /^[A-Z]{2,8}\/\d{1,3}(?:\.\d{1,3}){0,3}$/, // CGI/1.1
  /^urn:(?!uuid:)[a-z0-9][a-z0-9-]{0,31}(?::[\w.-]{1,60}){0,5}$/i,
  /^@[a-z_]{1,40}$/, // a named location
  /^[a-z]{2,8}-[a-z]{4,12}-\d[a-z]?$/, // a region: eu-central-1
  /^\d{1,6}r\/[sm]$|^\d{2,5}x\d{2,5}$/, // a rate, the size of an image
  /^[A-Z][A-Za-z]{1,11}(?:-[A-Za-z]{1,12})?-\d(?:\.\d)?(?:-[A-Za-z]{1,12}){0,3}$/, // a licence: BSD-3-Clause
];

const short: Readonly<Record<Strength, (literal: string) => boolean>> = {
  secret: remembering((literal) => judge(literal, 'secret')),
  suspect: remembering((literal) => judge(literal, 'suspect')),
  unknown: remembering((literal) => judge(literal, 'unknown')),
};

/** Whether a literal can stay where it stands. */
export function isHarmless(literal: string, strength: Strength): boolean {
  return literal.length <= 64 ? short[strength](literal) : judge(literal, strength);
}

function judge(given: string, strength: Strength): boolean {
  // A host of placeholders is one still.
  const literal = isPlaceholder(given) ? given : replacePlaceholders(given, () => 'x');
  if (literal === '' || isPlaceholder(literal)) return true;
  if (literal.length <= 200 && always.some((pattern) => pattern.test(literal))) return true;
  if (!/[\p{L}\p{N}]/u.test(literal)) return true;
  if (publicPem.test(literal) && !/PRIVATE KEY/.test(decodeBase64(literal.replace(/\s+/g, '')) ?? 'PRIVATE KEY'))
    return true;
  if (isPath(literal.endsWith('/*') ? literal.slice(0, -1) : literal) || publicKey.test(literal)) return true;
  if (strength === 'secret') return false;
  return literal.length <= 200 && plain.some((pattern) => pattern.test(literal));
}

/** Base64 can begin with a slash as well, and has no words. */
function isPath(literal: string): boolean {
  if (literal.length > 300) return false;
  if (fileName.test(literal)) return true;
  return (
    path.test(literal) &&
    (knownRoot.test(literal) ||
      (/^(?:\/[a-z][a-z0-9_.-]*)+\/?$/i.test(literal) && !/[0-9][a-z]|[a-z][A-Z0-9]/.test(literal)))
  );
}
