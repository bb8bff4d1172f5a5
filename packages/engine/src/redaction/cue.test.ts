import { expect, it } from 'vitest';
import { redacted } from './testing/redacted.js';

it.each([
  ['password      = hunter2go', 'password      = PASSWORD_1'],
  ['API_TOKEN ?= q1w2e3r4', 'API_TOKEN ?= TOKEN_1'],
  ['API_TOKEN ::= "q1w2e3r4"', 'API_TOKEN ::= "TOKEN_1"'],
  ['$api_token .= "q1w2e3r4";', '$api_token .= "TOKEN_1";'],
  ['api_token ||= "q1w2e3r4"', 'api_token ||= "TOKEN_1"'],
  ['var apiToken string = "q1w2e3r4"', 'var apiToken string = "TOKEN_1"'],
  ['def f(api_token: str = "q1w2e3r4"):', 'def f(api_token: str = "TOKEN_1"):'],
  ['System.setProperty("api.token", "q1w2e3r4x")', 'System.setProperty("api.token", "TOKEN_1")'],
  ["os.environ.setdefault('API_TOKEN', 'q1w2e3r4x')", "os.environ.setdefault('API_TOKEN', 'TOKEN_1')"],
  ['os.getenv("API_TOKEN", "none")', undefined],
  ['["password", "username"]', undefined],
  ['the token? = none', undefined],
  [['          GH_TOKEN: $', '{{ secrets.GITHUB_TOKEN }}'].join(''), undefined],
  ['lib/read-token:32: unexpected', undefined],
  ['uses: actions/checkout@b4ffde65f46336ab88eb53be808477a3936bae11', undefined],
  ['License: BSD-3-Clause', undefined],
  ['log in with `--` or **Special**', undefined],
  ['x.png?label=Visual%20Studio%20Code%202022', undefined],
  ['x?label=Vi5ua1%2BStu7dioCo9d3%2F', 'x?label=SECRET_1'],
  ['colour string = "q1w2e3r4"', undefined],
  ['<password>Winter2024!</password>', '<password>PASSWORD_1</password>'],
  ['<api.token type="x">\n    q1w2e3r4\n</api.token>', '<api.token type="x">\n    TOKEN_1\n</api.token>'],
  ['<entry key="db.password">hunter2go</entry>', '<entry key="db.password">PASSWORD_1</entry>'],
  ['<username>jdoe7</username>', '<username>USER_1</username>'],
  ['<key>ApiToken</key>\n<string>q1w2e3r4</string>', '<key>ApiToken</key>\n<string>TOKEN_1</string>'],
  ['<b>token</b> <i>hunter2go</i>', undefined],
  ['curl -u ":d2LkV78zLx!t" https://a.example.com', 'curl -u ":PASSWORD_1" https://a.example.com'],
  ['curl -u d2LkV78zLxt3: https://a.example.com', 'curl -u PASSWORD_1: https://a.example.com'],
  ["curl -u 'jdoe7:two words' https://a.example.com", "curl -u 'USER_1:PASSWORD_1' https://a.example.com"],
  ["curl --user jdoe7:'pRf7 vG2h' https://a.example.com", "curl --user USER_1:'PASSWORD_1' https://a.example.com"],
])('%s', (text, expected) => {
  expect(redacted(text)).toBe(expected ?? text);
});
