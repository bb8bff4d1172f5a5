import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { countArguments } from './argument-forms.js';
import { directiveInfo } from './directives.js';

describe('directiveInfo', () => {
  it('is made from the reference as it is installed', () => {
    const script = fileURLToPath(new URL('../../../scripts/generate-directives.mjs', import.meta.url));
    execFileSync(process.execPath, [script, '--check']);
  });

  it('tells the modules of a name apart', () => {
    const info = directiveInfo('proxy_pass');
    expect(info?.module).toBe('ngx_http_proxy_module');
    expect(info?.contexts).toEqual(['location', 'if in location', 'limit_except', 'stream server']);
    expect(info?.modules.map(({ module }) => module)).toEqual(['ngx_http_proxy_module', 'ngx_stream_proxy_module']);
    expect(info?.count).toEqual({ minimum: 1, maximum: 1 });
  });

  it('knows defaults, blocks and third-party modules', () => {
    expect(directiveInfo('proxy_ssl_verify')?.default).toBe('off');
    expect(directiveInfo('location')?.block).toBe(true);
    expect(directiveInfo('content_by_lua_block')).toMatchObject({
      block: true,
      contexts: ['location', 'if in location', 'stream server'],
    });
    expect(directiveInfo('no_such_directive')).toBeUndefined();
  });
});

describe('countArguments', () => {
  it.each([
    ['on | off', 1, 1],
    ['name value [always]', 2, 3],
    ['[ = | ~ | ~* | ^~ ] uri {...}', 1, 2],
    ['code [text]', 1, 2],
    ['address [parameters]', 1, Number.POSITIVE_INFINITY],
    ['path [format [buffer=size] [gzip[=level]]]', 1, 4],
    ['file … uri', 2, Number.POSITIVE_INFINITY],
    ['', 0, 0],
  ])('counts %j', (form, minimum, maximum) => {
    expect(countArguments(form)).toEqual({ minimum, maximum });
  });
});
