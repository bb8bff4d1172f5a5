import { words } from '../names/words.js';

/** Domains of vendors, registries and standards, that say nothing of whoever names them. With everything below them. */
export const wellKnownHosts: ReadonlySet<string> = new Set(
  words(`
  nginx.org nginx.com openresty.org openssl.org letsencrypt.org lencr.org kubernetes.io k8s.io x-k8s.io cert-manager.io helm.sh github.com
  githubusercontent.com githubassets.com gitlab.com bitbucket.org docker.com quay.io ghcr.io registry.k8s.io ietf.org docker.io
  mcr.microsoft.com public.ecr.aws registry.npmjs.org npmjs.com pypi.org debian.org ubuntu.com alpinelinux.org rfc-editor.org google.com
  gstatic.com google-analytics.com googletagmanager.com accounts.google.com oauth2.googleapis.com type.googleapis.com www.googleapis.com
  storage.googleapis.com fonts.googleapis.com bing.com duckduckgo.com baidu.com yandex.com youtube.com facebook.com twitter.com
  linkedin.com reddit.com stackoverflow.com wikipedia.org mozilla.org w3.org schema.org apache.org microsoft.com apple.com
  login.microsoftonline.com cloudflare.com cloudflareinsights.com jsdelivr.net unpkg.com cdnjs.com jquery.com bootstrapcdn.com fastly.net
  sentry.io stripe.com api.stripe.com slack.com hooks.slack.com digicert.com globalsign.com sectigo.com comodoca.com entrust.net
  usertrust.com identrust.com semrush.com ahrefs.com mj12bot.com apis.google.com api.github.com api.telegram.org discord.com
  api.openai.com prometheus.io grafana.com elastic.co hashicorp.com traefik.io istio.io coreos.com openshift.io argoproj.io fluxcd.io
  external-secrets.io bitnami.com crunchydata.com konghq.com projectcontour.io haproxy.org getambassador.io linkerd.io azure.com
  aws.amazon.com amazon.com golang.org gopkg.in go.dev go.uber.org crates.io docs.rs pythonhosted.org yarnpkg.com rubygems.org
  packagist.org maven.org nuget.org nodejs.org nodesource.com python.org rust-lang.org php.net getcomposer.org haproxy.com opentelemetry.io
  opsgenie.com pagerduty.com sendgrid.com mailgun.net twilio.com paypal.com openweathermap.org k3s.io mapbox.com anthropic.com
  newrelic.com maps.googleapis.com stakater.com json-schema.org opencontainers.org fedoraproject.org centos.org gitea.com codeberg.org nvcr.io lscr.io kubernetes.github.io
  appscode.com emberstack.com f5.com jaegertracing.io doppler.com 1password.io crossplane.io kyverno.io velero.io longhorn.io rancher.io
  cattle.io gke.io fairwinds.com zalando.org datadoghq.com cncf.io fluentbit.io keda.sh backstage.io tekton.dev knative.dev openshift.io
  coreos.com vmware.com solo.io tailscale.com metallb.universe.tf cilium.io projectcalico.org chaos-mesh.org kubevirt.io datadoghq.eu getpostman.com postman.com
`),
);

/** Domains that many have names below; they stay, what is before them goes. */
export const commonDomains: readonly string[] = words(`
  svc.cluster.local pod.cluster.local cluster.local svc.local amazonaws.com amazonaws.com.cn compute.internal ec2.internal cloudfront.net
  googleapis.com run.app web.app firebaseapp.com appspot.com cloudfunctions.net gserviceaccount.com googleusercontent.com pkg.dev eu.gcr.io us.gcr.io asia.gcr.io gcr.io azurewebsites.net
  core.windows.net blob.core.windows.net queue.core.windows.net table.core.windows.net file.core.windows.net vault.azure.net
  servicebus.windows.net database.windows.net windows.net azure-api.net azureedge.net azurecr.io azurefd.net cloudapp.net trafficmanager.net vercel.app netlify.app herokuapp.com
  fly.dev workers.dev pages.dev github.io gitlab.io nip.io sslip.io ts.net ngrok.io ngrok.app onrender.com in-addr.arpa ip6.arpa auth0.com
  okta.com svc akamaized.net edgekey.net r2.dev supabase.co mongodb.net ingest.sentry.io datadoghq.com elastic-cloud.com
  snowflakecomputing.com my.salesforce.com atlassian.net zendesk.com myshopify.com sharepoint.com onmicrosoft.com b2clogin.com
`);

/** Under national domains. */
export const secondLevels: ReadonlySet<string> = new Set(
  words(`
  co com net org gov ac edu or ne go gob gouv govt mil nhs ltd plc
`),
);

/** Endings of countries that are words as well. */
export const wordEndings: ReadonlySet<string> = new Set(words('it at be us app'));

/** What a host name ends with where nothing but its form tells it from a file's name or from code such as `ngx.var.host`. */
export const knownEndings: ReadonlySet<string> = new Set(
  words(`
  com net org edu gov mil info biz dev cloud io ai co tech xyz eu uk de fr nl ch es pt dk se fi cz sk hu ro bg gr ie ru ua tr il ca mx br
  cl au nz jp cn kr tw hk sg th vn ph za ng ke eg ae lt lv ee lu li hr si pl bank internal local lan corp intranet localnet consul onion
  arpa dmz gmbh intern intra home priv lokal interno interne firma site online shop store systems network digital agency
`),
);
