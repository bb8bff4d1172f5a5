import { isHarmless } from '../literals/harmless.js';
import { looksRandom } from '../literals/random.js';
import { judgeUserName } from './user.js';
import type { Target } from './value.js';

/** What people say of passwords in languages that put no blanks between words, or write with other letters than these. */
const password =
  /(?:密码|密碼|口令|暗号|通行码|パスワード|合言葉|비밀번호|암호|пароль|пароля|паролем|şifre(?:si)?|κωδικός|סיסמה)[\p{L} \t]{0,16}?[ \t]{0,2}(?:是|为|為|は|은|는|:|:|=|—|–|-|,)[ \t]{0,3}["'“「『«]?[ \t]?([^\s"'“”「」『』«»,。,;;、!<>]{4,100})/giu;
const token =
  /(?:токен|ключ|секрет|令牌|密钥|トークン|토큰)[\p{L}]{0,3}(?: [\u0400-\u04ff]{1,14}){0,3}[ \t]{0,2}(?:是|为|は|은|는|:|:|=|—|–|-)?[ \t]{0,3}["'“「『«`]?([A-Za-z0-9+/_.-]{16,400}={0,2})(?![\w-])/giu;
const account =
  /(?:账号|帐号|账户|用户名|帳號|ユーザー名|아이디|логин|пользователь)[ \t]{0,2}(?:是|为|為|は|은|는|:|:|=|—|–|-)?[ \t]{0,3}["'“「『«]?([A-Za-z_][\w.-]{2,40})(?![\w@])/giu;
/** Judges sentences in which a password or an account is told. */
export function judgeSpoken(target: Target): void {
  const { text } = target;
  if (!/[\u0370-\u1fff\u3000-\ud7ff]/.test(text) && !text.includes('ifre')) return;
  for (const { index, 0: whole, 1: value = '' } of text.matchAll(password)) {
    const bare = value.replace(/[.?)]+$/, '');
    // Letters alone are a word of the sentence.
    if (/^\p{L}+$/u.test(bare) || isHarmless(bare, 'suspect')) continue;
    const start = index + whole.length - value.length;
    target.report(start, start + bare.length, 'PASSWORD', 'cue', 'prose/password');
  }
  for (const { index, 0: whole, 1: value = '' } of text.matchAll(token))
    if (looksRandom(value, 16))
      target.report(index + whole.length - value.length, index + whole.length, 'TOKEN', 'cue', 'prose/token');
  for (const { index, 0: whole, 1: user = '' } of text.matchAll(account))
    judgeUserName(target, index + whole.length - user.length, index + whole.length, 'cue/user');
}
