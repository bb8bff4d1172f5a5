/** Reasons of OpenSSL's SSL library (ssl/ssl_err.c of 3.0, and `record layer failure` of 3.2), as `openssl errstr` prints them. */
const texts = `
100 app data in handshake
101 no suitable key share
102 bad dh value
103 bad change cipher spec
104 inconsistent extms
105 bad hello request
106 bad data returned by callback
107 bad decompression
108 bad key share
109 cannot change cipher
110 bad extension
111 bad digest length
112 missing sigalgs extension
113 invalid configuration name
114 bad psk identity
115 bad packet length
116 bad protocol version number
117 ssl command section empty
118 no suitable signature algorithm
119 bad rsa encrypt
120 invalid key update type
121 still in init
122 bad key update
123 bad signature
124 bad ssl filetype
125 ssl command section not found
126 ssl section empty
127 bad write retry
128 bio not set
129 block cipher pad is wrong
130 bn lib
131 ca dn length mismatch
132 too many key updates
133 ccs received early
134 certificate verify failed
135 cert length mismatch
136 ssl section not found
137 cipher code wrong length
139 unknown command
140 compressed length too long
141 compression failure
142 compression library error
144 connection type not set
145 data between ccs and finished
146 data length too long
147 decryption failed
148 dh public value length is wrong
149 digest check failed
150 encrypted length too long
151 error in received cipher list
152 excessive message size
153 extra data in message
154 got a fin before a ccs
155 https proxy request
156 http request
157 tls invalid ecpointformat list
158 at least (D)TLS 1.2 needed in Suite B mode
159 length mismatch
160 length too short
161 library has no ciphers
162 illegal point compression
163 ext length mismatch
164 too much early data
165 missing dsa signing cert
166 version too high
167 context not dane enabled
168 missing rsa certificate
169 missing rsa encrypting cert
170 missing rsa signing cert
171 missing tmp dh key
172 dane already enabled
173 dane cannot override mtype full
174 invalid max early data
175 dane not enabled
176 no certificates returned
177 no certificate assigned
178 unexpected end of early data
179 no certificate set
180 dane tlsa bad certificate
181 no ciphers available
182 not on record boundary
183 no ciphers specified
184 dane tlsa bad certificate usage
185 no cipher match
186 bad cipher
187 no compression specified
188 no method specified
189 dane tlsa bad data length
190 no private key assigned
191 no protocols available
192 dane tlsa bad digest length
193 no shared cipher
194 exceeds max fragment size
195 null ssl ctx
196 null ssl method passed
197 old session cipher not returned
198 packet length too long
199 peer did not return a certificate
200 dane tlsa bad matching type
201 dane tlsa bad public key
202 dane tlsa bad selector
203 dane tlsa null data
204 error setting tlsa base domain
205 invalid alert
206 custom ext handler already installed
207 protocol is shutdown
208 sct verification failed
209 missing supported groups extension
210 ssl session version mismatch
211 read bio not set
212 invalid ct validation type
213 record length mismatch
214 no change following hrr
215 required cipher missing
216 no valid scts
217 unsolicited extension
218 ciphersuite digest has changed
219 bad psk
220 signature for non signing certificate
221 missing signing cert
222 inconsistent early data alpn
223 psk identity not found
224 psk no client cb
225 psk no server cb
226 clienthello tlsext
227 parse tlsext
228 ssl ctx has no default ssl version
229 ssl handshake failure
230 ssl library has no ciphers
231 inconsistent early data sni
232 ssl3 ext invalid max fragment length
233 bad early data
234 callback failed
235 no application protocol
236 bad handshake state
237 overflow error
238 invalid certificate or alg
239 unable to find public key parameters
240 bad packet
241 insufficient security
242 unable to load ssl3 md5 routines
243 unable to load ssl3 sha1 routines
244 unexpected message
245 unexpected record
246 unknown alert type
247 unknown certificate type
248 unknown cipher returned
249 unknown cipher type
250 unknown key exchange type
251 unknown pkey type
252 unknown protocol
253 binder does not verify
254 unknown ssl version
255 unknown state
256 missing fatal
257 unsupported compression algorithm
258 unsupported protocol
259 unsupported ssl version
260 invalid ccs message
261 wrong cipher returned
262 unexpected ccs message
263 bad hrr version
264 wrong signature length
265 wrong signature size
266 wrong ssl version
267 wrong version number
268 x509 lib
269 x509 verification setup problems
270 path too long
271 bad length
272 attempt to reuse session in different context
273 ssl session id context too long
274 library bug
275 serverhello tlsext
276 uninitialized
277 session id context uninitialized
278 post handshake auth encoding err
279 extension not received
280 invalid command
281 decryption failed or bad record mac
282 invalid context
283 invalid config
284 not server
285 request pending
286 request sent
287 no cookie callback set
288 private key mismatch
289 not replacing certificate
290 missing parameters
291 application data after close notify
292 bad legacy version
293 mixed handshake and non handshake data
294 unexpected eof while reading
295 no suitable groups
296 copy parameters failed
297 no suitable digest algorithm
298 record too small
299 cannot get group name
300 ssl3 session id too long
301 ssl session id callback failed
302 ssl session id conflict
303 ssl session id has bad length
304 bad ecc cert
305 ocsp callback failure
306 bad ecpoint
307 compression id not within private range
308 cookie mismatch
309 duplicate compression id
310 missing psk kex modes extension
311 missing tmp ecdh key
312 read timeout expired
313 record layer failure
314 unable to find ecdh parameters
315 unsupported elliptic curve
318 ecc cert not for signing
319 ssl3 ext invalid servername
320 ssl3 ext invalid servername type
324 no required digest
325 invalid ticket keys length
328 invalid status response
329 unsupported status type
330 Peer haven't sent GOST certificate, required for selected ciphersuite
331 no client cert method
332 bad handshake length
333 legacy sigalg disallowed or unsupported
334 dtls message too big
335 renegotiate ext too long
336 renegotiation encoding err
337 renegotiation mismatch
338 unsafe legacy renegotiation disabled
339 no renegotiation
340 inconsistent compression
341 invalid compression algorithm
342 required compression algorithm missing
343 compression disabled
344 old session compression algorithm not returned
345 scsv received when renegotiating
347 bad srp a length
352 bad srtp mki value
353 bad srtp protection profile list
354 empty srtp protection profile list
357 invalid srp username
358 can't find SRP server param
359 no srtp profiles
360 signature algorithms error
361 error with the srp params
362 srtp could not allocate profiles
363 srtp protection profile list too long
364 srtp unknown protection profile
367 tls illegal exporter label
368 unknown digest
369 use srtp not negotiated
370 wrong signature type
371 bad srp parameters
372 ssl negative length
373 inappropriate fallback
374 ecdh required for suiteb mode
376 no shared signature algorithms
377 cert cb error
378 wrong curve
380 illegal Suite B digest
381 missing ecdsa signing cert
383 wrong certificate type
384 bad value
385 invalid null cmd name
386 unknown cmd name
388 invalid serverinfo data
389 no pem extensions
390 bad data
391 pem name bad prefix
392 pem name too short
394 dh key too small
396 version too low
397 ca key too small
398 ca md too weak
399 ee key too small
400 cookie gen callback failure
401 fragmented client hello
402 invalid sequence number
403 no verify cookie callback
404 length too long
405 failed to init async
406 pipeline failure
407 shutdown while in init
408 ssl session id too long
409 too many warn alerts
410 no shared groups
443 bad record type
999 invalid session id`;

/** Reasons that mean the same as another, and one whose full text is unwieldy. */
const aliases = new Map<string, string>([
  // SSL23_GET_SERVER_HELLO of 1.0.x says "unknown protocol" where later versions say "wrong version number".
  ['unknown-protocol', 'wrong-version-number'],
  ['legacy-sigalg-disallowed-or-unsupported', 'legacy-sigalg-disallowed'],
  ['bad-dh-p-length', 'dh-key-too-small'],
  ['unsafe-legacy-renegotiation', 'unsafe-legacy-renegotiation-disabled'],
]);

const byNumber = new Map<number, string>();
const known = new Set<string>();
for (const line of texts.trim().split('\n')) {
  const blank = line.indexOf(' ');
  const slug = slugOf(line.slice(blank + 1));
  byNumber.set(Number(line.slice(0, blank)), slug);
  known.add(slug);
}

/** The slug of a reason number of OpenSSL's SSL library, e.g. `wrong-version-number` for 267. */
export function reasonByNumber(number: number): string | undefined {
  const slug = byNumber.get(number);
  return slug === undefined ? undefined : (aliases.get(slug) ?? slug);
}

/** The slug of a reason text, in OpenSSL's words or BoringSSL's (`WRONG_VERSION_NUMBER`); undefined where it is none of the known. */
export function reasonByText(text: string): string | undefined {
  const slug = slugOf(text);
  if (aliases.has(slug)) return aliases.get(slug);
  return known.has(slug) ? slug : undefined;
}

export function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** Every reason text, for telling where a wrapped word goes on. */
export const sslReasonTexts: readonly string[] = texts
  .trim()
  .split('\n')
  .map((line) => line.slice(line.indexOf(' ') + 1));
