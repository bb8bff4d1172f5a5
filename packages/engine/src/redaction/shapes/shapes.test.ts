import { expect, it } from 'vitest';
import { redacted } from '../testing/redacted.js';

it.each([
  ['ghp_16C7e42F292c6912E7710c838347Ae178B4a', 'TOKEN_1'],
  ['xoxb-17653672481-19874698323-pdFZKVeTuE8sk7oOHcbrzqgy', 'TOKEN_1'],
  ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl', 'JWT_1'],
  ['acmeq_live_9fK2mQ7xT4vB8nZ3pL6wR1yD', 'TOKEN_1'],
  ['pk_live_9fK2mQ7xT4vB8nZ3pL6wR1yD', undefined],
  ['arn:aws:iam::123456789012:role/x', 'arn:aws:iam::ACCOUNT_1:role/x'],
  ['arn:aws:iam::123456789012:user/eng/jane.smith', 'arn:aws:iam::ACCOUNT_1:user/eng/USER_1'],
  ['123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1', 'ACCOUNT_1.dkr.ecr.eu-west-1.amazonaws.com/app:1'],
  ['https://hooks.slack.com/services/T00000000/B00000000/abcdefghijklmnop', 'https://hooks.slack.com/services/TOKEN_1'],
  ['-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----', undefined],
  [
    '-----BEGIN PRIVATE KEY-----\nAAAA\nBBBB\n-----END PRIVATE KEY-----',
    '-----BEGIN PRIVATE KEY-----\nKEY_PKCS8_1\nKEY_PKCS8_2\n-----END PRIVATE KEY-----',
  ],
  [
    '"-----BEGIN RSA PRIVATE KEY-----\\nAAAA\\nBBBB\\n-----END RSA PRIVATE KEY-----\\n"',
    '"-----BEGIN RSA PRIVATE KEY-----\\nKEY_RSA_1\\nKEY_RSA_2\\n-----END RSA PRIVATE KEY-----\\n"',
  ],
  [
    '  - -----BEGIN EC PRIVATE KEY-----\n    AAAA\n    cut',
    '  - -----BEGIN EC PRIVATE KEY-----\n    KEY_EC_1\n    KEY_EC_2',
  ],
  [btoa('-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n'), 'KEY_1'],
  [
    `TLS_BUNDLE=${btoa(`-----BEGIN CERTIFICATE-----\n${'A'.repeat(200)}\n-----END CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\nMIIE\n`)}`,
    'TLS_BUNDLE=KEY_1',
  ],
  [btoa('-----BEGIN CERTIFICATE-----\nMIIEvQIBADANBg\n'), undefined],
  ['<value>~Gg8Q~nVhlLi2vpg_nXBGqFsbGK-t~Hus1JmTa0y</value>', '<value>SECRET_1</value>'],
  ['GN.7Q~4AkLZBNEbz4Jxlm~O5G6SsyFxYg6zMR', 'SECRET_1'],
  ['bot 44329358:Azl_81kc1ql4_-risyqng-vhqhg6z_actbg', 'bot TOKEN_1'],
  ['1308742762612587|rhoK1cbv0DOU_RTX_87O4MkX7AI', 'TOKEN_1'],
  [btoa('eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJlc2lnbmF0dXJl'), 'JWT_1'],
  [
    'userlist u\n  user a password $6$saltsalt$aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3x.\nbackend foo\n',
    'userlist u\n  user a password HASH_1\nbackend foo\n',
  ],
  [
    'registry.example.com/key $2y$10$aB3xaB3xaB3xaB3xaB3xaB3xaB3xaB3xaB3xaB3xaB3xaB3xaB3xa\nbackend foo',
    'registry.example.com/key HASH_1\nbackend foo',
  ],
  ['    key for them all: $apr1$saltsalt$aB3xaB3xaB3xaB3xaB3xa.\nlisten', '    key for them all: HASH_1\nlisten'],
  ['url("data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUA/Zx8LmNcXo2Vh6R4uTzGjPaEiS4oB/lUw9D3abcd==")', undefined],
  ['v=DKIM1; k=rsa; p=MIIBIjAN/Zx8LmNcXo2Vh6R4uTzGjPaEiS4oB/lUw9D3abcd', undefined],
  ['https://a.example.com/get/Zx8LmNcXo2Vh6R4uTzGjPaEiS4oB', 'https://a.example.com/get/TOKEN_1'],
  ['get/Zx8LmNcXo2Vh6R4uTzGjPaEiS4oB/now', 'get/TOKEN_1/now'],
  ['# public key: age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p', undefined],
  ['golang.org/x/net google.golang.org/grpc pkg.go.dev crates.io gcr.io/e go.uber.org/zap', undefined],
  ['acme-prod.gcr.io', 'HOST_1.gcr.io'],
])('%s', (text, expected) => {
  expect(redacted(text)).toBe(expected ?? text);
});
