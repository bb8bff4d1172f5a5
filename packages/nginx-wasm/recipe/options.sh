# What OpenSSL's and nginx's configure are asked of each build, WebAssembly (openssl.sh, nginx.sh) and native (native.sh): whatever decides
# about an answer stands here, so that there is nothing to keep equal. Sourced.

openssl_options=(
  --prefix=/usr --openssldir=/usr/lib/ssl --libdir=lib
  no-asm no-threads no-async no-engine no-dso no-module no-shared no-tests no-ui-console no-autoload-config no-secure-memory
  no-idea no-mdc2 no-rc5 no-ssl3 no-ssl3-method # as Debian
  enable-ec_nistp_64_gcc_128 # P-256 in a third of the time
  no-filenames -DOPENSSL_FUNC=0 # nginx prints neither
  no-cmp no-cms no-ts no-ct # nothing that a handshake or a verification needs
  -DOPENSSL_TLS_SECURITY_LEVEL=2 # as Debian; without it the codes of weak keys differ
)

nginx_options=(
  --prefix=/etc/nginx --sbin-path=/usr/sbin/nginx --conf-path=/etc/nginx/nginx.conf --modules-path=/usr/lib/nginx/modules
  --error-log-path=/var/log/nginx/error.log --http-log-path=/var/log/nginx/access.log --pid-path=/run/nginx.pid
  --lock-path=/run/nginx.lock --http-client-body-temp-path=/var/cache/nginx/client_temp
  --http-proxy-temp-path=/var/cache/nginx/proxy_temp --http-fastcgi-temp-path=/var/cache/nginx/fastcgi_temp
  --http-uwsgi-temp-path=/var/cache/nginx/uwsgi_temp --http-scgi-temp-path=/var/cache/nginx/scgi_temp
  --user=nginx --group=nginx --with-compat --with-pcre --with-mail --with-stream --without-select_module --without-poll_module
)
for module in http_ssl http_v2 http_realip http_addition http_sub http_dav http_flv http_mp4 http_gunzip http_gzip_static http_auth_request \
  http_random_index http_secure_link http_slice http_stub_status mail_ssl stream_ssl stream_realip stream_ssl_preread; do
  nginx_options+=("--with-${module}_module")
done
if [[ -d sources/nginx/src/http/v3 ]]; then nginx_options+=(--with-http_v3_module); fi

# Seen from sources/nginx, where its configure runs.
nginx_includes="-I../../openssl/include -I../../sources/openssl/include -I../../sources/pcre2/src -I../../sources/zlib"
