import type { PlaceholderKind } from '../kinds.js';

/** A token that its issuer made recognisable. */
export interface TokenForm {
  readonly prefix: string;
  /** What follows the prefix; bounded, matched in place. */
  readonly rest: RegExp;
  readonly kind: PlaceholderKind;
  readonly rule: string;
}

const word = (least: number, most = 512) => new RegExp(`[A-Za-z0-9_-]{${least},${most}}`, 'y');
const dotted = (least: number, most = 2048) => new RegExp(`[A-Za-z0-9_.-]{${least},${most}}`, 'y');
const alnum = (least: number, most = 512) => new RegExp(`[A-Za-z0-9]{${least},${most}}`, 'y');
const hex = (least: number, most = 256) => new RegExp(`[0-9a-fA-F]{${least},${most}}`, 'y');
const base64 = (least: number, most = 4096) => new RegExp(`[A-Za-z0-9+/_=-]{${least},${most}}`, 'y');

const authressRest = /[a-z0-9]{5,30}\.[a-z0-9]{4,6}\.acc[_-][a-z0-9-]{10,40}\.[A-Za-z0-9+/_=-]{30,120}/y;

const issuers: Record<string, readonly (readonly [prefix: string, rest: RegExp, kind?: PlaceholderKind])[]> = {
  aws: [
    ...['AKIA', 'ASIA', 'ABIA', 'ACCA'].map((prefix) => [prefix, /[A-Z2-7]{16}(?![A-Za-z0-9])/y] as const),
    ['ABSK', base64(100)],
    ['bedrock-api-key-', base64(20)],
    ['amzn.mws.', dotted(30)],
  ],
  github: [
    ...['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'].map((prefix) => [prefix, dotted(20)] as const),
    ['github_pat_', word(22)],
  ],
  gitlab: [
    ...[
      'glpat-',
      'gldt-',
      'glrt-',
      'glrtr-',
      'glcbt-',
      'glptt-',
      'glft-',
      'glimt-',
      'glagent-',
      'gloas-',
      'glsoat-',
      'glffct-',
      'glwt-',
    ].map((prefix) => [prefix, dotted(16)] as const),
    ['GR1348941', word(16)],
    ['_gitlab_session=', word(16), 'COOKIE'],
  ],
  slack: [
    ...[
      'xoxa-',
      'xoxb-',
      'xoxc-',
      'xoxd-',
      'xoxe-',
      'xoxo-',
      'xoxp-',
      'xoxr-',
      'xoxs-',
      'xoxe.xoxp-',
      'xoxe.xoxb-',
      'xapp-',
    ].map((prefix) => [prefix, /[A-Za-z0-9%/+=-]{10,512}/y] as const),
  ],
  stripe: [
    ...['sk_live_', 'sk_test_', 'rk_live_', 'rk_test_', 'whsec_', 'sk_org_', 'ek_live_', 'ek_test_'].map(
      (prefix) => [prefix, base64(10)] as const,
    ),
  ],
  google: [
    ['AIza', /[A-Za-z0-9_-]{35}/y],
    ['ya29.', dotted(16)],
    ['GOCSPX-', word(16)],
    ['AQ.Ab', word(30)],
  ],
  azure: [
    ['AADInternals', word(20)],
    ['AzStorage', word(40)],
  ],
  openai: [
    ['sk-', word(16)],
    ['sess-', alnum(32)],
  ],
  huggingface: [
    ['hf_', alnum(20)],
    ['api_org_', alnum(20)],
  ],
  vault: [
    ['hvs.', dotted(20)],
    ['hvb.', dotted(20)],
    ['hvr.', dotted(20)],
    ['s.', /[A-Za-z0-9]{24}(?![A-Za-z0-9.])/y],
    ['b.AAAA', word(60)],
  ],
  docker: [
    ['dckr_pat_', word(16)],
    ['dckr_oat_', word(16)],
  ],
  npm: [['npm_', alnum(30)]],
  pypi: [['pypi-', word(40)]],
  rubygems: [['rubygems_', hex(32)]],
  crates: [['cio', /[A-Za-z0-9]{32}(?![A-Za-z0-9])/y]],
  nuget: [['oy2', /[a-z0-9]{43}(?![a-z0-9])/y]],
  digitalocean: [
    ['dop_v1_', hex(32)],
    ['doo_v1_', hex(32)],
    ['dor_v1_', hex(32)],
  ],
  newrelic: [
    ['NRAK-', alnum(20)],
    ['NRII-', word(20)],
    ['NRJS-', alnum(12)],
    ['NRRA-', hex(20)],
    ['NRIQ-', word(20)],
  ],
  sentry: [
    ['sntrys_', base64(20)],
    ['sntryu_', hex(32)],
    ['sntryi_', hex(32)],
  ],
  shopify: [
    ...['shpat_', 'shpca_', 'shppa_', 'shpss_', 'shptka_', 'shpua_'].map((prefix) => [prefix, hex(20)] as const),
  ],
  square: [
    ['EAAA', word(22)],
    ['sq0atp-', word(16)],
    ['sq0csp-', word(30)],
    ['sq0idb-', word(16)],
  ],
  paypal: [
    ['access_token$production$', /[a-z0-9$]{30,100}/y],
    ['access_token$sandbox$', /[a-z0-9$]{30,100}/y],
  ],
  twilio: [
    ['SK', /[0-9a-fA-F]{32}(?![0-9a-zA-Z])/y],
    ['AC', /[0-9a-f]{32}(?![0-9a-zA-Z])/y, 'ACCOUNT'],
  ],
  sendgrid: [['SG.', /[A-Za-z0-9_.=-]{20,200}/y]],
  mailgun: [['key-', /[0-9a-f]{32}(?![0-9a-zA-Z])/y]],
  brevo: [
    ['xkeysib-', word(40)],
    ['xsmtpsib-', word(40)],
  ],
  facebook: [
    ['EAAC', alnum(40)],
    ['EAAG', alnum(40)],
    ['EAAB', alnum(40)],
    ['EAAM', alnum(100)],
  ],
  cloudflare: [
    ['v1.0-', /[0-9a-f]{24}-[0-9a-f]{100,200}/y],
    ['cfut_', word(30)],
    ['cfat_', word(30)],
    ['cfk_', word(30)],
  ],
  heroku: [['HRKU-', word(30)]],
  fly: [
    ['FlyV1 ', base64(40)],
    ['fm1r_', base64(40)],
    ['fm2_', base64(40)],
    ['fo1_', word(30)],
  ],
  jfrog: [
    ['AKCp', alnum(50)],
    ['cmVm', /d[A-Za-z0-9]{59}(?![A-Za-z0-9])/y],
  ],
  grafana: [
    ['glsa_', word(30)],
    ['glc_', base64(30)],
    ['eyJrIjoi', base64(30)],
  ],
  planetscale: [
    ['pscale_tkn_', base64(20)],
    ['pscale_pw_', dotted(20)],
    ['pscale_oauth_', dotted(20)],
  ],
  databricks: [
    ['dapi', /[0-9a-f]{32}(?:-\d)?(?![0-9a-zA-Z])/y],
    ['dose', /[0-9a-f]{32}(?![0-9a-zA-Z])/y],
  ],
  doppler: [
    ...['dp.pt.', 'dp.st.', 'dp.ct.', 'dp.sa.', 'dp.scim.', 'dp.audit.', 'dp.said.'].map(
      (prefix) => [prefix, dotted(30)] as const,
    ),
  ],
  onepassword: [
    ['ops_', base64(50)],
    ['A3-', /[A-Z0-9]{6}-[A-Z0-9-]{20,60}/y],
  ],
  age: [
    ['AGE-SECRET-KEY-1', /[A-Z0-9]{40,80}/y, 'KEY'],
    ['AGE-PLUGIN-', /[A-Z0-9]+-1[A-Z0-9]{20,200}/y, 'KEY'],
  ],
  hashicorp: [['ATLASV1', alnum(40)]],
  atlassian: [
    ['ATATT3', base64(40)],
    ['ATCTT3', base64(40)],
    ['ATBB', base64(24)],
    ['ATSTT3', base64(40)],
    ['ATAT', base64(100)],
    ['BBDC-', base64(32)],
  ],
  linear: [
    ['lin_api_', alnum(30)],
    ['lin_oauth_', alnum(30)],
  ],
  notion: [
    ['ntn_', alnum(30)],
    ['secret_', /[A-Za-z0-9]{43}(?![A-Za-z0-9])/y],
  ],
  figma: [
    ['figd_', base64(30)],
    ['figdh_', base64(30)],
  ],
  airtable: [
    ['pat', /[A-Za-z0-9]{14}\.[0-9a-f]{64}/y],
    ['key', /[A-Za-z0-9]{14}(?![A-Za-z0-9_.-])(?=["'\s]|$)/y],
  ],
  postman: [['PMAK-', word(40)]],
  contentful: [['CFPAT-', word(30)]],
  typeform: [['tfp_', base64(30)]],
  supabase: [
    ['sbp_', word(32)],
    ['sb_secret_', word(16)],
  ],
  render: [['rnd_', alnum(20)]],
  replicate: [['r8_', alnum(30)]],
  groq: [['gsk_', alnum(30)]],
  perplexity: [['pplx-', alnum(30)]],
  xai: [['xai-', word(40)]],
  tailscale: [['tskey-', word(16)]],
  netlify: [
    ['nfp_', alnum(30)],
    ['nfc_', alnum(30)],
  ],
  vercel: [
    ['vcp_', word(20)],
    ['vci_', word(20)],
    ['vca_', word(20)],
    ['vcr_', word(20)],
    ['vck_', word(20)],
    ['vercel_blob_rw_', word(20)],
  ],
  hubspot: [
    ['pat-na1-', /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/y],
    ['pat-eu1-', /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/y],
    ['pat-na2-', /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/y],
  ],
  easypost: [
    ['EZAK', alnum(40)],
    ['EZTK', alnum(40)],
  ],
  resend: [['re_', /[A-Za-z0-9]{8}_[A-Za-z0-9]{20,40}/y]],
  sonarqube: [
    ['sqp_', hex(40)],
    ['squ_', hex(40)],
    ['sqa_', hex(40)],
  ],
  alibaba: [['LTAI', /[A-Za-z0-9]{12,26}(?![A-Za-z0-9])/y]],
  tencent: [['AKID', /[A-Za-z0-9]{32}(?![A-Za-z0-9])/y]],
  yandex: [
    ['y0_', word(50)],
    ['AQVN', base64(30)],
    ['YCAJE', word(18)],
    ['YCM', word(34)],
    ['t1.', /[A-Z0-9a-z_-]+={0,2}\.[A-Z0-9a-z_-]{80,100}={0,2}/y],
  ],
  dynatrace: [
    ['dt0c01.', dotted(60)],
    ['dt0s01.', dotted(40)],
  ],
  scaleway: [['SCW', /[A-Z0-9]{17}(?![A-Za-z0-9])/y]],
  prefect: [
    ['pnu_', alnum(30)],
    ['pnb_', alnum(30)],
  ],
  pulumi: [['pul-', hex(40)]],
  readme: [['rdme_', alnum(60)]],
  infracost: [['ico-', alnum(32)]],
  openshift: [['sha256~', word(30)]],
  octopus: [['API-', /[A-Z0-9]{25,40}(?![A-Za-z0-9])/y]],
  clojars: [['CLOJARS_', alnum(50)]],
  sourcegraph: [['sgp_', word(30)]],
  mapbox: [['sk.eyJ', dotted(30)]],
  frameio: [['fio-u-', base64(40)]],
  flutterwave: [
    ['FLWSECK_TEST-', alnum(12)],
    ['FLWSECK-', hex(20)],
  ],
  shippo: [
    ['shippo_live_', hex(30)],
    ['shippo_test_', hex(30)],
  ],
  adobe: [['p8e-', alnum(30)]],
  duffel: [
    ['duffel_live_', base64(30)],
    ['duffel_test_', base64(30)],
  ],
  lob: [
    ['live_', /[0-9a-f]{35}(?![0-9a-zA-Z])/y],
    ['test_', /[0-9a-f]{35}(?![0-9a-zA-Z])/y],
  ],
  langchain: [['lsv2_', word(30)]],
  langfuse: [['sk-lf-', hex(30)]],
  cohere: [['co_', alnum(38)]],
  confluent: [['cflt', base64(50)]],
  buildkite: [
    ...['bkua_', 'bkct_', 'bkaa_', 'bkaj_', 'bkar_', 'bkpt_', 'bkps_'].map((prefix) => [prefix, word(20)] as const),
  ],
  circleci: [
    ['CCIPAT_', word(30)],
    ['CCIPRJ_', word(30)],
  ],
  harness: [
    ['pat.', dotted(50)],
    ['sat.', dotted(50)],
  ],
  artifactory: [['AP', /[\dABCDEF][A-Za-z0-9]{30,}(?![A-Za-z0-9])/y]],
  mongodb: [['mdb_sa_sk_', word(20)]],
  neon: [['napi_', alnum(40)]],
  turso: [['tursodb-', word(40)]],
  aikido: [
    ['AIK_CI_', alnum(20)],
    ['AIK_SECRET_', alnum(20)],
  ],
  asaas: [['aact_', word(20)]],
  authress: ['sc_', 'ext_', 'scauth_', 'authress_'].map((prefix) => [prefix, authressRest] as const),
  canva: [['cnvca', word(40)]],
  cerebras: [['csk-', alnum(40)]],
  clickhouse: [['4b1d', /[A-Za-z0-9]{38}(?![A-Za-z0-9])/y]],
  cockroach: [['CCDB1_', word(40)]],
  configcat: [['configcat-sdk-1/', /[A-Za-z0-9_-]{22}\/[A-Za-z0-9_-]{22}/y]],
  datastax: [['AstraCS:', /[A-Za-z0-9]{20,40}(?::[0-9a-f]{64})?/y]],
  devcycle: [['dvc_server_', word(8)]],
  devin: [
    ['apk_', base64(80)],
    ['cog_', /[a-z2-7]{52}/y],
  ],
  swarm: [
    ['SWMTKN-1-', /[a-z0-9]{40,60}-[a-z0-9]{20,30}/y],
    ['SWMKEY-1-', base64(40)],
  ],
  labelbox: [
    ['lbx_', word(40)],
    ['rma_', word(40)],
  ],
  lichess: [['lip_', word(16)]],
  mercury: [['mercury_production_', word(30)]],
  mergify: [['mergify_application_key_', word(20)]],
  miro: [['eyJtaXJv', word(40)]],
  nvidia: [['nvapi-', word(40)]],
  onesignal: [['os_v2_', word(40)]],
  onfido: ['api_live.', 'api_live_ca.', 'api_live_us.', 'api_live_eu.'].map((prefix) => [prefix, dotted(20)] as const),
  paddle: [['pdl_live_', word(30)]],
  persona: [['persona_production_', word(16)]],
  pinecone: [['pcsk_', word(40)]],
  polar: ['polar_at_', 'polar_oat_', 'polar_pat_', 'polar_ort_', 'polar_whs_'].map(
    (prefix) => [prefix, word(16)] as const,
  ),
  posthog: [['phx_', word(30)]],
  proof: [['prf_', word(20)]],
  rootly: [['rootly_', hex(40)]],
  salesforce: [['00', /[A-Za-z0-9]{13}![A-Za-z0-9._-]{80,260}/y]],
  scalingo: [['tk-us-', word(40)]],
  settlemint: ['sm_aat_', 'sm_pat_', 'sm_sat_'].map((prefix) => [prefix, alnum(12)] as const),
  thunderstore: [['tss_', word(20)]],
  together: [['tgp_v1_', word(30)]],
  valtown: [['vtwn_', word(20)]],
  wakatime: [['waka_', alnum(30)]],
  wandb: [['wandb_v1_', word(40)]],
  workato: ['wrka-eyJ', 'wrkaeu-eyJ', 'wrkaus-eyJ', 'wrkasg-eyJ'].map((prefix) => [prefix, dotted(60)] as const),
  xendit: [['xnd_production_', word(40)]],
  zuplo: [['zpka_', word(40)]],
  okta: [['00', /[A-Za-z0-9_-]{40}(?![A-Za-z0-9_-])/y]],
  fcm: [['AAAA', /[\w-]{7}:APA91b[\w-]{100,200}(?![\w-])/y]],
  asana: [['1/', /\d{13,17}:[0-9a-f]{32}/y]],
  razorpay: [
    ['rzp_live_', alnum(14)],
    ['rzp_test_', alnum(14)],
  ],
  mollie: [
    ['live_', alnum(28, 40)],
    ['test_', alnum(28, 40)],
  ],
  intra42: [
    ['s-s4t2ud-', hex(64)],
    ['s-s4t2af-', hex(64)],
  ],
  // `eyJ` in base64 once more
  encoded: [['ZXlK', base64(60), 'JWT']],
};

/** Two characters, as a number; every prefix has as many. */
export const beginningOf = (text: string, at: number): number => text.charCodeAt(at) * 65_536 + text.charCodeAt(at + 1);

/** All known forms by `beginningOf` their prefix, the longest first. */
export const formsByBeginning: ReadonlyMap<number, readonly TokenForm[]> = byBeginning();

function byBeginning(): ReadonlyMap<number, readonly TokenForm[]> {
  const forms = Object.entries(issuers).flatMap(([issuer, rows]) =>
    rows.map(([prefix, rest, kind]): TokenForm => ({ prefix, rest, kind: kind ?? 'TOKEN', rule: `token/${issuer}` })),
  );
  forms.sort((a, b) => b.prefix.length - a.prefix.length);
  const map = new Map<number, TokenForm[]>();
  for (const form of forms) {
    const beginning = beginningOf(form.prefix, 0);
    map.set(beginning, [...(map.get(beginning) ?? []), form]);
  }
  return map;
}
