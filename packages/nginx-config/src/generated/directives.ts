// Written by scripts/generate-directives.mjs from @nginx/reference-lib (Apache-2.0, F5, Inc.) and third-party-directives.mjs.
// Under module|contexts: name|block|default|argument forms; ¦ stands for | inside a field. Grouped, they are a fifth smaller once compressed.
export const directivesByPlace: Readonly<Record<string, readonly string[]>> = {
  "Core functionality|any": [
    "include|||file ¦ mask"
  ],
  "Core functionality|events": [
    "accept_mutex_delay||500ms|time",
    "accept_mutex||off|on ¦ off",
    "debug_connection|||address ¦ CIDR ¦ unix:",
    "multi_accept||off|on ¦ off",
    "stall_threshold||1000ms|time",
    "use|||method",
    "worker_aio_requests||32|number",
    "worker_connections||512|number"
  ],
  "Core functionality|main": [
    "daemon||on|on ¦ off",
    "debug_points|||abort ¦ stop",
    "env||TZ|variable[=value]",
    "events|block||{...}",
    "load_module|||file",
    "lock_file||logs/nginx.lock|file",
    "master_process||on|on ¦ off",
    "pcre_jit||off|on ¦ off",
    "pid||logs/nginx.pid|file",
    "ssl_engine|||device",
    "ssl_object_cache_inheritable||on|on ¦ off",
    "thread_pool||default threads=32 max_queue=65536|name threads=number [max_queue=number]",
    "timer_resolution|||interval",
    "user||nobody nobody|user [group]",
    "worker_cpu_affinity|||cpumask …|auto [cpumask]",
    "worker_priority||0|number",
    "worker_processes||1|number ¦ auto",
    "worker_rlimit_core|||size",
    "worker_rlimit_nofile|||number",
    "worker_shutdown_timeout|||time",
    "working_directory|||directory"
  ],
  "Core functionality|main,http,mail,stream,server,location": [
    "error_log||logs/error.log error|file [level] [json]"
  ],
  "ngx_google_perftools_module|main": [
    "google_perftools_profiles|||file"
  ],
  "ngx_http_access_module|http,server,location,limit_except": [
    "allow|||address ¦ CIDR ¦ unix: ¦ all",
    "deny|||address ¦ CIDR ¦ unix: ¦ all"
  ],
  "ngx_http_acme_module|acme_issuer": [
    "accept_terms_of_service|||",
    "account_key|||alg[:size] ¦ file",
    "challenge||http-01|type",
    "common_name_in_csr||off|on ¦ off",
    "contact|||URL",
    "external_account_key|||kid file",
    "preferred_chain|||name",
    "profile|||name [require]",
    "ssl_trusted_certificate|||file",
    "ssl_verify||on|on ¦ off",
    "state_path||acme_|path ¦ off",
    "uri|||uri"
  ],
  "ngx_http_acme_module|http": [
    "acme_issuer|block||name {...}",
    "acme_shared_zone||zone=ngx_acme_shared:256k|zone=name:size"
  ],
  "ngx_http_acme_module|server": [
    "acme_certificate|||issuer [identifier …] [key=alg[:size]]"
  ],
  "ngx_http_addition_module|http,server,location": [
    "add_after_body|||uri",
    "add_before_body|||uri",
    "addition_types||text/html|mime-type …"
  ],
  "ngx_http_api_module|location": [
    "api|||[write=on¦off]"
  ],
  "ngx_http_api_module|server,location,if in location": [
    "status_zone|||zone"
  ],
  "ngx_http_auth_basic_module|http,server,location,limit_except": [
    "auth_basic_user_file|||file",
    "auth_basic||off|string ¦ off"
  ],
  "ngx_http_auth_jwt_module|http": [
    "auth_jwt_claim_set|||$variable name …",
    "auth_jwt_header_set|||$variable name …"
  ],
  "ngx_http_auth_jwt_module|http,server,location": [
    "auth_jwt_key_cache||0|time",
    "auth_jwt_leeway||0s|time"
  ],
  "ngx_http_auth_jwt_module|http,server,location,limit_except": [
    "auth_jwt_key_file|||file",
    "auth_jwt_key_request|||uri",
    "auth_jwt_require|||$value … [error=401 ¦ 403]",
    "auth_jwt_type||signed|signed ¦ encrypted ¦ nested",
    "auth_jwt||off|string [token=$variable] ¦ off"
  ],
  "ngx_http_auth_pam_module|http,server,location,limit_except": [
    "auth_pam_service_name|||string",
    "auth_pam_set_pam_env|||on ¦ off",
    "auth_pam|||string"
  ],
  "ngx_http_auth_request_module|http,server,location": [
    "auth_request_set|||$variable value",
    "auth_request||off|uri ¦ off"
  ],
  "ngx_http_auth_require_module|http,server,location,limit_except": [
    "auth_require||off|$value … [error=4xx ¦ 5xx]"
  ],
  "ngx_http_autoindex_module|http,server,location": [
    "autoindex_exact_size||on|on ¦ off",
    "autoindex_format||html|html ¦ xml ¦ json ¦ jsonp",
    "autoindex_localtime||off|on ¦ off",
    "autoindex||off|on ¦ off"
  ],
  "ngx_http_brotli_filter_module|http,server,location": [
    "brotli_buffers|||number size",
    "brotli_comp_level|||number",
    "brotli_min_length|||number",
    "brotli_types|||type …",
    "brotli_window|||number"
  ],
  "ngx_http_brotli_filter_module|http,server,location,if in location": [
    "brotli|||on ¦ off"
  ],
  "ngx_http_brotli_static_module|http,server,location": [
    "brotli_static|||on ¦ off ¦ always"
  ],
  "ngx_http_browser_module|http,server,location": [
    "ancient_browser_value||1|string",
    "ancient_browser|||string …",
    "modern_browser_value||1|string",
    "modern_browser|||browser version|unlisted"
  ],
  "ngx_http_charset_module|http": [
    "charset_map|block||charset1 charset2 {...}"
  ],
  "ngx_http_charset_module|http,server,location": [
    "charset_types||text/html text/xml text/plain text/vnd.wap.wml application/javascript application/rss+xml|mime-type …"
  ],
  "ngx_http_charset_module|http,server,location,if in location": [
    "charset||off|charset ¦ off",
    "override_charset||off|on ¦ off",
    "source_charset|||charset"
  ],
  "ngx_http_core_module|http": [
    "server_names_hash_bucket_size||32¦64¦128|size",
    "server_names_hash_max_size||512|size",
    "server|block||{...}",
    "variables_hash_bucket_size||64|size",
    "variables_hash_max_size||1024|size"
  ],
  "ngx_http_core_module|http,server": [
    "client_header_buffer_size||1k|size",
    "client_header_timeout||60s|time",
    "connection_pool_size||256¦512|size",
    "ignore_invalid_headers||on|on ¦ off",
    "large_client_header_buffers||4 8k|number size",
    "max_headers||1000|number",
    "merge_slashes||on|on ¦ off",
    "request_pool_size||4k|size",
    "underscores_in_headers||off|on ¦ off"
  ],
  "ngx_http_core_module|http,server,location": [
    "absolute_redirect||on|on ¦ off",
    "aio_write||off|on ¦ off",
    "aio||off|on ¦ off ¦ threads[=pool]",
    "auth_delay||0s|time",
    "chunked_transfer_encoding||on|on ¦ off",
    "client_body_buffer_size||8k¦16k|size",
    "client_body_in_file_only||off|on ¦ clean ¦ off",
    "client_body_in_single_buffer||off|on ¦ off",
    "client_body_temp_path||client_body_temp|path [level1 [level2 [level3]]]",
    "client_body_timeout||60s|time",
    "client_max_body_size||1m|size",
    "default_type||text/plain|mime-type",
    "directio_alignment||512|size",
    "directio||off|size ¦ off",
    "disable_symlinks||off|off|on ¦ if_not_owner [from=part]",
    "early_hints|||string …",
    "error_log_tag|||name value",
    "etag||on|on ¦ off",
    "if_modified_since||exact|off ¦ exact ¦ before",
    "keepalive_disable||msie6|none ¦ browser …",
    "keepalive_min_timeout||0|timeout",
    "keepalive_requests||1000|number",
    "keepalive_timeout||75s|timeout [header_timeout]",
    "keepalive_time||1h|time",
    "lingering_close||on|off ¦ on ¦ always",
    "lingering_timeout||5s|time",
    "lingering_time||30s|time",
    "log_not_found||on|on ¦ off",
    "log_subrequest||off|on ¦ off",
    "max_ranges|||number",
    "msie_padding||on|on ¦ off",
    "msie_refresh||off|on ¦ off",
    "open_file_cache_errors||off|on ¦ off",
    "open_file_cache_min_uses||1|number",
    "open_file_cache_valid||60s|time",
    "open_file_cache||off|off|max=N [inactive=time]",
    "output_buffers||2 32k|number size",
    "port_in_redirect||on|on ¦ off",
    "postpone_output||1460|size",
    "read_ahead||0|size",
    "recursive_error_pages||off|on ¦ off",
    "reset_timedout_connection||off|on ¦ off",
    "resolver_timeout||30s|time",
    "resolver|||address … [valid=time] [ipv4=on¦off] [ipv6=on¦off] [status_zone=zone]",
    "satisfy||all|all ¦ any",
    "send_lowat||0|size",
    "send_timeout||60s|time",
    "sendfile_max_chunk||2m|size",
    "server_name_in_redirect||off|on ¦ off",
    "server_tokens||on|on ¦ off ¦ build ¦ string",
    "subrequest_output_buffer_size||4k¦8k|size",
    "tcp_nodelay||on|on ¦ off",
    "tcp_nopush||off|on ¦ off",
    "types_hash_bucket_size||64|size",
    "types_hash_max_size||1024|size",
    "types|block|text/html html; image/gif gif; image/jpeg jpg;|{...}"
  ],
  "ngx_http_core_module|http,server,location,if in location": [
    "error_page|||code … [=[response]] uri",
    "limit_rate_after||0|size",
    "limit_rate||0|rate",
    "root||html|path",
    "sendfile||off|on ¦ off"
  ],
  "ngx_http_core_module|location": [
    "alias|||path",
    "internal|||",
    "limit_except|block||method … {...}"
  ],
  "ngx_http_core_module|main": [
    "http|block||{...}"
  ],
  "ngx_http_core_module|server": [
    "listen||*:80 ¦ *:8000|address[:port] [default_server] [ssl] [http2 ¦ quic] [proxy_protocol] [setfib=number] [fastopen=number] [backlog=number] [rcvbuf=size] [sndbuf=size] [accept_filter=filter] [deferred] [bind] [ipv6only=on¦off] [reuseport] [multipath] [so_keepalive=on¦off¦[keepidle]:[keepintvl]:[keepcnt]]|port [default_server] [ssl] [http2 ¦ quic] [proxy_protocol] [setfib=number] [fastopen=number] [backlog=number] [rcvbuf=size] [sndbuf=size] [accept_filter=filter] [deferred] [bind] [ipv6only=on¦off] [reuseport] [multipath] [so_keepalive=on¦off¦[keepidle]:[keepintvl]:[keepcnt]]|unix:path [default_server] [ssl] [http2 ¦ quic] [proxy_protocol] [backlog=number] [rcvbuf=size] [sndbuf=size] [accept_filter=filter] [deferred] [bind] [so_keepalive=on¦off¦[keepidle]:[keepintvl]:[keepcnt]]",
    "server_name||\"\"|name …"
  ],
  "ngx_http_core_module|server,location": [
    "location|block||[ = ¦ ~ ¦ ~* ¦ ^~ ] uri {...}|@name {...}",
    "try_files|||file … uri|file … =code"
  ],
  "ngx_http_dav_ext_module|http": [
    "dav_ext_lock_zone|||zone=name:size [timeout=time]"
  ],
  "ngx_http_dav_ext_module|http,server,location": [
    "dav_ext_lock|||zone=name",
    "dav_ext_methods|||[method …]"
  ],
  "ngx_http_dav_module|http,server,location": [
    "create_full_put_path||off|on ¦ off",
    "dav_access||user:rw|users:permissions …",
    "dav_methods||off|off ¦ method …",
    "min_delete_depth||0|number"
  ],
  "ngx_http_echo_module|location,if in location": [
    "echo_after_body|||[argument …]",
    "echo_before_body|||[argument …]",
    "echo_exec|||[argument …]",
    "echo_location_async|||[argument …]",
    "echo_location|||[argument …]",
    "echo|||[argument …]"
  ],
  "ngx_http_empty_gif_module|location": [
    "empty_gif|||"
  ],
  "ngx_http_f4f_module|http,server,location": [
    "f4f_buffer_size||512k|size"
  ],
  "ngx_http_f4f_module|location": [
    "f4f|||"
  ],
  "ngx_http_fancyindex_module|http,server,location,if in location": [
    "fancyindex_exact_size|||on ¦ off",
    "fancyindex_footer|||path [subrequest ¦ local]",
    "fancyindex_header|||path [subrequest ¦ local]",
    "fancyindex_localtime|||on ¦ off",
    "fancyindex|||on ¦ off"
  ],
  "ngx_http_fastcgi_module|http": [
    "fastcgi_cache_path|||path [levels=levels] [use_temp_path=on¦off] keys_zone=name:size [inactive=time] [max_size=size] [min_free=size] [manager_files=number] [manager_sleep=time] [manager_threshold=time] [loader_files=number] [loader_sleep=time] [loader_threshold=time] [purger=on¦off] [purger_files=number] [purger_sleep=time] [purger_threshold=time]"
  ],
  "ngx_http_fastcgi_module|http,server,location": [
    "fastcgi_allow_upstream|||string …",
    "fastcgi_bind_dynamic||off|on ¦ off",
    "fastcgi_bind|||address [transparent] ¦ off",
    "fastcgi_buffer_size||4k¦8k|size",
    "fastcgi_buffering||on|on ¦ off",
    "fastcgi_buffers||8 4k¦8k|number size",
    "fastcgi_busy_buffers_size||8k¦16k|size",
    "fastcgi_cache_background_update||off|on ¦ off",
    "fastcgi_cache_bypass|||string …",
    "fastcgi_cache_key|||string",
    "fastcgi_cache_lock_age||5s|time",
    "fastcgi_cache_lock_timeout||5s|time",
    "fastcgi_cache_lock||off|on ¦ off",
    "fastcgi_cache_max_range_offset|||number",
    "fastcgi_cache_methods||GET HEAD|GET ¦ HEAD ¦ POST …",
    "fastcgi_cache_min_uses||1|number",
    "fastcgi_cache_purge|||string …",
    "fastcgi_cache_revalidate||off|on ¦ off",
    "fastcgi_cache_use_stale||off|error ¦ timeout ¦ invalid_header ¦ updating ¦ http_500 ¦ http_503 ¦ http_403 ¦ http_404 ¦ http_429 ¦ off …",
    "fastcgi_cache_valid|||[code …] time",
    "fastcgi_cache||off|zone ¦ off",
    "fastcgi_catch_stderr|||string",
    "fastcgi_connect_timeout||60s|time",
    "fastcgi_force_ranges||off|on ¦ off",
    "fastcgi_hide_header|||field",
    "fastcgi_ignore_client_abort||off|on ¦ off",
    "fastcgi_ignore_headers|||field …",
    "fastcgi_index|||name",
    "fastcgi_intercept_errors||off|on ¦ off",
    "fastcgi_keep_conn||off|on ¦ off",
    "fastcgi_limit_rate||0|rate",
    "fastcgi_max_temp_file_size||1024m|size",
    "fastcgi_next_upstream_timeout||0|time",
    "fastcgi_next_upstream_tries||0|number",
    "fastcgi_next_upstream||error timeout|error ¦ timeout ¦ denied ¦ invalid_header ¦ http_500 ¦ http_503 ¦ http_403 ¦ http_404 ¦ http_429 ¦ non_idempotent ¦ off …",
    "fastcgi_no_cache|||string …",
    "fastcgi_param||HTTP_HOST $host$is_request_port$request_port|parameter value [if_not_empty]",
    "fastcgi_pass_header|||field",
    "fastcgi_pass_request_body||on|on ¦ off",
    "fastcgi_pass_request_headers||on|on ¦ off",
    "fastcgi_read_timeout||60s|time",
    "fastcgi_request_buffering||on|on ¦ off",
    "fastcgi_request_dynamic||off|on ¦ off",
    "fastcgi_send_lowat||0|size",
    "fastcgi_send_timeout||60s|time",
    "fastcgi_socket_keepalive||off|on ¦ off",
    "fastcgi_socket_rcvbuf|||size",
    "fastcgi_socket_sndbuf|||size",
    "fastcgi_store_access||user:rw|users:permissions …",
    "fastcgi_store||off|on ¦ off ¦ string",
    "fastcgi_temp_file_write_size||8k¦16k|size",
    "fastcgi_temp_path||fastcgi_temp|path [level1 [level2 [level3]]]"
  ],
  "ngx_http_fastcgi_module|location": [
    "fastcgi_split_path_info|||regex"
  ],
  "ngx_http_fastcgi_module|location,if in location": [
    "fastcgi_pass|||address"
  ],
  "ngx_http_flv_module|location": [
    "flv|||"
  ],
  "ngx_http_geo_module|http": [
    "geo|block||[$address] $variable {...}"
  ],
  "ngx_http_geoip2_module|http": [
    "geoip2_proxy_recursive|||on ¦ off",
    "geoip2_proxy|||address",
    "geoip2|block||file {...}"
  ],
  "ngx_http_geoip_module|http": [
    "geoip_city|||file",
    "geoip_country|||file",
    "geoip_org|||file",
    "geoip_proxy_recursive||off|on ¦ off",
    "geoip_proxy|||address ¦ CIDR"
  ],
  "ngx_http_grpc_module|http,server,location": [
    "grpc_allow_upstream|||address",
    "grpc_bind_dynamic||off|on ¦ off",
    "grpc_bind|||address [transparent] ¦ off",
    "grpc_buffer_size||4k¦8k|size",
    "grpc_connect_timeout||60s|time",
    "grpc_hide_header|||field",
    "grpc_ignore_headers|||field …",
    "grpc_intercept_errors||off|on ¦ off",
    "grpc_next_upstream_timeout||0|time",
    "grpc_next_upstream_tries||0|number",
    "grpc_next_upstream||error timeout|error ¦ timeout ¦ denied ¦ invalid_header ¦ http_500 ¦ http_502 ¦ http_503 ¦ http_504 ¦ http_403 ¦ http_404 ¦ http_429 ¦ non_idempotent ¦ off …",
    "grpc_pass_header|||field",
    "grpc_read_timeout||60s|time",
    "grpc_request_dynamic||off|on ¦ off",
    "grpc_send_timeout||60s|time",
    "grpc_set_header||Content-Length $content_length|field value",
    "grpc_socket_keepalive||off|on ¦ off",
    "grpc_socket_rcvbuf|||size",
    "grpc_socket_sndbuf|||size",
    "grpc_ssl_certificate_cache||off|off|max=N [inactive=time] [valid=time]",
    "grpc_ssl_certificate_key|||file",
    "grpc_ssl_certificate|||file",
    "grpc_ssl_ciphers||DEFAULT|ciphers",
    "grpc_ssl_conf_command|||name value",
    "grpc_ssl_crl|||file",
    "grpc_ssl_key_log|||path",
    "grpc_ssl_name||host from grpc_pass|name",
    "grpc_ssl_password_file|||file",
    "grpc_ssl_protocols||TLSv1.2 TLSv1.3|[SSLv2] [SSLv3] [TLSv1] [TLSv1.1] [TLSv1.2] [TLSv1.3]",
    "grpc_ssl_server_name||off|on ¦ off",
    "grpc_ssl_session_reuse||on|on ¦ off",
    "grpc_ssl_trusted_certificate|||file",
    "grpc_ssl_verify_depth||1|number",
    "grpc_ssl_verify||off|on ¦ off"
  ],
  "ngx_http_grpc_module|location,if in location": [
    "grpc_pass|||address"
  ],
  "ngx_http_gunzip_module|http,server,location": [
    "gunzip_buffers||32 4k¦16 8k|number size",
    "gunzip||off|on ¦ off"
  ],
  "ngx_http_gzip_module|http,server,location": [
    "gzip_buffers||32 4k¦16 8k|number size",
    "gzip_comp_level||1|level",
    "gzip_disable|||regex …",
    "gzip_http_version||1.1|1.0 ¦ 1.1",
    "gzip_min_length||20|length",
    "gzip_proxied||off|off ¦ expired ¦ no-cache ¦ no-store ¦ private ¦ no_last_modified ¦ no_etag ¦ auth ¦ any …",
    "gzip_types||text/html|mime-type …",
    "gzip_vary||off|on ¦ off"
  ],
  "ngx_http_gzip_module|http,server,location,if in location": [
    "gzip||off|on ¦ off"
  ],
  "ngx_http_gzip_static_module|http,server,location": [
    "gzip_static||off|on ¦ off ¦ always"
  ],
  "ngx_http_headers_module|http,server,location,if in location": [
    "add_header_inherit||on|on ¦ off ¦ merge",
    "add_header|||name value [always]",
    "add_trailer_inherit||on|on ¦ off ¦ merge",
    "add_trailer|||name value [always]",
    "expires||off|[modified] time|epoch ¦ max ¦ off"
  ],
  "ngx_http_headers_more_filter_module|http,server,location,if in location": [
    "more_clear_headers|||header …",
    "more_clear_input_headers|||header …",
    "more_set_headers|||header …",
    "more_set_input_headers|||header …"
  ],
  "ngx_http_hls_module|http,server,location": [
    "hls_buffers||8 2m|number size",
    "hls_forward_args||off|on ¦ off",
    "hls_fragment||5s|time",
    "hls_mp4_buffer_size||512k|size",
    "hls_mp4_max_buffer_size||10m|size"
  ],
  "ngx_http_hls_module|location": [
    "hls|||"
  ],
  "ngx_http_image_filter_module|http,server,location": [
    "image_filter_buffer||1M|size",
    "image_filter_interlace||off|on ¦ off",
    "image_filter_jpeg_quality||75|quality",
    "image_filter_sharpen||0|percent",
    "image_filter_transparency||on|on¦off",
    "image_filter_webp_quality||80|quality"
  ],
  "ngx_http_image_filter_module|location": [
    "image_filter||off|off|test|size|rotate 90 ¦ 180 ¦ 270|resize width height|crop width height"
  ],
  "ngx_http_index_module|http,server,location": [
    "index||index.html|file …"
  ],
  "ngx_http_internal_redirect_module|server,location": [
    "internal_redirect|||uri"
  ],
  "ngx_http_js_module|http": [
    "js_include|||file",
    "js_shared_dict_zone|||zone=name:size [timeout=time] [type=string¦number] [evict] [state=file]"
  ],
  "ngx_http_js_module|http,server,location": [
    "js_context_reuse||128|number",
    "js_engine||njs|njs ¦ qjs",
    "js_fetch_buffer_size||16k|size",
    "js_fetch_ciphers||HIGH:!aNULL:!MD5|ciphers",
    "js_fetch_keepalive_requests||1000|number",
    "js_fetch_keepalive_timeout||60s|time",
    "js_fetch_keepalive_time||1h|time",
    "js_fetch_keepalive||0|connections",
    "js_fetch_max_response_buffer_size||1m|size",
    "js_fetch_protocols||TLSv1 TLSv1.1 TLSv1.2|[TLSv1] [TLSv1.1] [TLSv1.2] [TLSv1.3]",
    "js_fetch_proxy|||url",
    "js_fetch_timeout||60s|time",
    "js_fetch_trusted_certificate|||file",
    "js_fetch_verify_depth||100|number",
    "js_fetch_verify||on|on ¦ off",
    "js_import|||module.js ¦ export_name from module.js",
    "js_path|||path",
    "js_preload_object|||name.json ¦ name from file.json",
    "js_set|||$variable module.function [nocache]",
    "js_var|||$variable [value]"
  ],
  "ngx_http_js_module|location": [
    "js_periodic|||module.function [interval=time] [jitter=number] [worker_affinity=mask]"
  ],
  "ngx_http_js_module|location,if in location,limit_except": [
    "js_access|||module.function",
    "js_body_filter|||module.function [buffer_type=string ¦ buffer]",
    "js_content|||module.function",
    "js_header_filter|||module.function"
  ],
  "ngx_http_js_module|main": [
    "js_load_http_native_module|||path [as name]"
  ],
  "ngx_http_keyval_module|http": [
    "keyval_zone|||zone=name:size [state=file] [timeout=time] [type=string¦ip¦prefix] [sync]",
    "keyval|||key $variable zone=name"
  ],
  "ngx_http_limit_conn_module|http": [
    "limit_conn_zone|||key zone=name:size",
    "limit_zone|||name $variable size"
  ],
  "ngx_http_limit_conn_module|http,server,location": [
    "limit_conn_dry_run||off|on ¦ off",
    "limit_conn_log_level||error|info ¦ notice ¦ warn ¦ error",
    "limit_conn_status||503|code",
    "limit_conn|||zone number"
  ],
  "ngx_http_limit_req_module|http": [
    "limit_req_zone|||key zone=name:size rate=rate [sync]"
  ],
  "ngx_http_limit_req_module|http,server,location": [
    "limit_req_dry_run||off|on ¦ off",
    "limit_req_log_level||error|info ¦ notice ¦ warn ¦ error",
    "limit_req_status||503|code",
    "limit_req|||zone=name [burst=number] [nodelay ¦ delay=number]"
  ],
  "ngx_http_log_module|http": [
    "log_format||combined \"...\"|name [escape=default¦json¦none] string …"
  ],
  "ngx_http_log_module|http,server,location": [
    "open_log_file_cache||off|max=N [inactive=time] [min_uses=N] [valid=time]|off"
  ],
  "ngx_http_log_module|http,server,location,if in location,limit_except": [
    "access_log||logs/access.log combined|path [format [buffer=size] [gzip[=]] [flush=time] [if=condition]]|off"
  ],
  "ngx_http_lua_module|http": [
    "access_by_lua_no_postpone|||on ¦ off",
    "exit_worker_by_lua_block|block||{...}",
    "exit_worker_by_lua_file|||file",
    "exit_worker_by_lua|||code",
    "init_by_lua_block|block||{...}",
    "init_by_lua_file|||file",
    "init_by_lua|||code",
    "init_worker_by_lua_block|block||{...}",
    "init_worker_by_lua_file|||file",
    "init_worker_by_lua|||code",
    "lua_capture_error_log|||size",
    "lua_load_resty_core|||on ¦ off",
    "lua_malloc_trim|||number",
    "lua_max_pending_timers|||number",
    "lua_max_running_timers|||number",
    "lua_package_cpath|||path",
    "lua_package_path|||path",
    "lua_regex_cache_max_entries|||number",
    "lua_regex_match_limit|||number",
    "lua_sa_restart|||on ¦ off",
    "lua_shared_dict|||name size",
    "lua_thread_cache_max_entries|||number",
    "lua_worker_thread_vm_pool_size|||number",
    "rewrite_by_lua_no_postpone|||on ¦ off",
    "ssl_session_fetch_by_lua_block|block||{...}",
    "ssl_session_fetch_by_lua_file|||file",
    "ssl_session_fetch_by_lua|||code",
    "ssl_session_store_by_lua_block|block||{...}",
    "ssl_session_store_by_lua_file|||file",
    "ssl_session_store_by_lua|||code"
  ],
  "ngx_http_lua_module|http,server": [
    "server_rewrite_by_lua_block|block||{...}",
    "server_rewrite_by_lua_file|||file",
    "server_rewrite_by_lua|||code",
    "ssl_certificate_by_lua_block|block||{...}",
    "ssl_certificate_by_lua_file|||file",
    "ssl_certificate_by_lua|||code",
    "ssl_client_hello_by_lua_block|block||{...}",
    "ssl_client_hello_by_lua_file|||file",
    "ssl_client_hello_by_lua|||code"
  ],
  "ngx_http_lua_module|http,server,location": [
    "lua_socket_buffer_size|||size",
    "lua_socket_connect_timeout|||time",
    "lua_socket_keepalive_timeout|||time",
    "lua_socket_log_errors|||on ¦ off",
    "lua_socket_pool_size|||size",
    "lua_socket_read_timeout|||time",
    "lua_socket_send_lowat|||size",
    "lua_socket_send_timeout|||time",
    "lua_ssl_certificate_key|||file",
    "lua_ssl_certificate|||file",
    "lua_ssl_ciphers|||string",
    "lua_ssl_conf_command|||name value",
    "lua_ssl_crl|||file",
    "lua_ssl_key_log|||file",
    "lua_ssl_protocols|||protocol …",
    "lua_ssl_trusted_certificate|||file",
    "lua_ssl_verify_depth|||number",
    "lua_upstream_skip_openssl_default_verify|||on ¦ off",
    "proxy_ssl_certificate_by_lua_block|block||{...}",
    "proxy_ssl_certificate_by_lua_file|||file",
    "proxy_ssl_certificate_by_lua|||code",
    "proxy_ssl_verify_by_lua_block|block||{...}",
    "proxy_ssl_verify_by_lua_file|||file",
    "proxy_ssl_verify_by_lua|||code"
  ],
  "ngx_http_lua_module|http,server,location,if in location": [
    "access_by_lua_block|block||{...}",
    "access_by_lua_file|||file",
    "access_by_lua|||code",
    "body_filter_by_lua_block|block||{...}",
    "body_filter_by_lua_file|||file",
    "body_filter_by_lua|||code",
    "header_filter_by_lua_block|block||{...}",
    "header_filter_by_lua_file|||file",
    "header_filter_by_lua|||code",
    "log_by_lua_block|block||{...}",
    "log_by_lua_file|||file",
    "log_by_lua|||code",
    "lua_check_client_abort|||on ¦ off",
    "lua_code_cache|||on ¦ off",
    "lua_http10_buffering|||on ¦ off",
    "lua_need_request_body|||on ¦ off",
    "lua_transform_underscores_in_response_headers|||on ¦ off",
    "lua_use_default_type|||on ¦ off",
    "precontent_by_lua_block|block||{...}",
    "precontent_by_lua_file|||file",
    "precontent_by_lua|||code",
    "rewrite_by_lua_block|block||{...}",
    "rewrite_by_lua_file|||file",
    "rewrite_by_lua|||code"
  ],
  "ngx_http_lua_module|location,if in location": [
    "content_by_lua_block|block||{...}",
    "content_by_lua_file|||file",
    "content_by_lua|||code"
  ],
  "ngx_http_lua_module|server,if in server,location,if in location": [
    "set_by_lua_block|block||$variable {...}",
    "set_by_lua_file|||$variable file [argument …]",
    "set_by_lua|||$variable code [argument …]"
  ],
  "ngx_http_lua_module|upstream": [
    "balancer_by_lua_block|block||{...}",
    "balancer_by_lua_file|||file",
    "balancer_by_lua|||code"
  ],
  "ngx_http_map_module|http": [
    "map_hash_bucket_size||32¦64¦128|size",
    "map_hash_max_size||2048|size",
    "map|block||string $variable {...}"
  ],
  "ngx_http_memcached_module|http,server,location": [
    "memcached_allow_upstream|||string …",
    "memcached_bind_dynamic||off|on ¦ off",
    "memcached_bind|||address [transparent] ¦ off",
    "memcached_buffer_size||4k¦8k|size",
    "memcached_connect_timeout||60s|time",
    "memcached_gzip_flag|||flag",
    "memcached_next_upstream_timeout||0|time",
    "memcached_next_upstream_tries||0|number",
    "memcached_next_upstream||error timeout|error ¦ timeout ¦ denied ¦ invalid_response ¦ not_found ¦ off …",
    "memcached_read_timeout||60s|time",
    "memcached_send_timeout||60s|time",
    "memcached_socket_keepalive||off|on ¦ off"
  ],
  "ngx_http_memcached_module|location,if in location": [
    "memcached_pass|||address"
  ],
  "ngx_http_mirror_module|http,server,location": [
    "mirror_request_body||on|on ¦ off",
    "mirror||off|uri ¦ off"
  ],
  "ngx_http_modsecurity_module|http,server,location": [
    "modsecurity_rules_file|||value",
    "modsecurity_rules_remote|||key url",
    "modsecurity_rules|||value",
    "modsecurity_transaction_id|||value",
    "modsecurity|||on ¦ off"
  ],
  "ngx_http_mp4_module|http,server,location": [
    "mp4_buffer_size||512K|size",
    "mp4_limit_rate_after||60s|time",
    "mp4_limit_rate||off|on ¦ off ¦ factor",
    "mp4_max_buffer_size||10M|size",
    "mp4_start_key_frame||off|on ¦ off"
  ],
  "ngx_http_mp4_module|location": [
    "mp4|||"
  ],
  "ngx_http_num_map_module|http": [
    "num_map|block||[$number] $variable {...}"
  ],
  "ngx_http_oidc_module|http": [
    "oidc_provider|block||name {...}"
  ],
  "ngx_http_oidc_module|http,server,location": [
    "auth_oidc||off|name ¦ off"
  ],
  "ngx_http_oidc_module|oidc_provider": [
    "client_id|||string",
    "client_secret|||string",
    "config_url||/.well-known/openid-configuration|URL",
    "cookie_name||NGX_OIDC_SESSION|name",
    "extra_auth_args|||string",
    "frontchannel_logout_uri|||uri",
    "issuer|||URL",
    "logout_token_hint||off|on ¦ off",
    "logout_uri|||uri",
    "pkce|||on ¦ off",
    "post_logout_uri|||uri",
    "redirect_uri||/oidc_callback|uri",
    "scope||openid|scope …",
    "session_store|||name",
    "session_timeout||8h|time",
    "ssl_crl|||file",
    "ssl_trusted_certificate||system CA bundle|file",
    "userinfo||off|on ¦ off"
  ],
  "ngx_http_perl_module|http": [
    "perl_modules|||path",
    "perl_require|||module",
    "perl_set|||$variable module::function¦‘sub { … }’"
  ],
  "ngx_http_perl_module|location,limit_except": [
    "perl|||module::function¦‘sub { … }’"
  ],
  "ngx_http_proxy_connect_module|server": [
    "proxy_connect_allow|||port …",
    "proxy_connect_connect_timeout|||time",
    "proxy_connect_read_timeout|||time",
    "proxy_connect|||"
  ],
  "ngx_http_proxy_module|http": [
    "proxy_cache_path|||path [levels=levels] [use_temp_path=on¦off] keys_zone=name:size [inactive=time] [max_size=size] [min_free=size] [manager_files=number] [manager_sleep=time] [manager_threshold=time] [loader_files=number] [loader_sleep=time] [loader_threshold=time] [purger=on¦off] [purger_files=number] [purger_sleep=time] [purger_threshold=time]"
  ],
  "ngx_http_proxy_module|http,server,location": [
    "proxy_allow_upstream|||string …",
    "proxy_bind_dynamic||off|on ¦ off",
    "proxy_bind|||address [transparent] ¦ off",
    "proxy_buffer_size||4k¦8k|size",
    "proxy_buffering||on|on ¦ off",
    "proxy_buffers||8 4k¦8k|number size",
    "proxy_busy_buffers_size||8k¦16k|size",
    "proxy_cache_background_update||off|on ¦ off",
    "proxy_cache_bypass|||string …",
    "proxy_cache_convert_head||on|on ¦ off",
    "proxy_cache_key||$scheme$proxy_host$request_uri|string",
    "proxy_cache_lock_age||5s|time",
    "proxy_cache_lock_timeout||5s|time",
    "proxy_cache_lock||off|on ¦ off",
    "proxy_cache_max_range_offset|||number",
    "proxy_cache_methods||GET HEAD|GET ¦ HEAD ¦ POST …",
    "proxy_cache_min_uses||1|number",
    "proxy_cache_purge|||string …",
    "proxy_cache_revalidate||off|on ¦ off",
    "proxy_cache_use_stale||off|error ¦ timeout ¦ invalid_header ¦ updating ¦ http_500 ¦ http_502 ¦ http_503 ¦ http_504 ¦ http_403 ¦ http_404 ¦ http_429 ¦ off …",
    "proxy_cache_valid|||[code …] time",
    "proxy_cache||off|zone ¦ off",
    "proxy_connect_timeout||60s|time",
    "proxy_cookie_domain||off|off|domain replacement",
    "proxy_cookie_flags||off|off ¦ cookie [flag …]",
    "proxy_cookie_path||off|off|path replacement",
    "proxy_force_ranges||off|on ¦ off",
    "proxy_headers_hash_bucket_size||64|size",
    "proxy_headers_hash_max_size||512|size",
    "proxy_hide_header|||field",
    "proxy_http_version||1.1|1.0 ¦ 1.1 ¦ 2",
    "proxy_ignore_client_abort||off|on ¦ off",
    "proxy_ignore_headers|||field …",
    "proxy_intercept_errors||off|on ¦ off",
    "proxy_limit_rate||0|rate",
    "proxy_max_temp_file_size||1024m|size",
    "proxy_method|||method",
    "proxy_next_upstream_timeout||0|time",
    "proxy_next_upstream_tries||0|number",
    "proxy_next_upstream||error timeout|error ¦ timeout ¦ denied ¦ invalid_header ¦ http_500 ¦ http_502 ¦ http_503 ¦ http_504 ¦ http_403 ¦ http_404 ¦ http_429 ¦ non_idempotent ¦ off …",
    "proxy_no_cache|||string …",
    "proxy_pass_header|||field",
    "proxy_pass_request_body||on|on ¦ off",
    "proxy_pass_request_headers||on|on ¦ off",
    "proxy_pass_trailers||off|on ¦ off",
    "proxy_read_timeout||60s|time",
    "proxy_redirect||default|default|off|redirect replacement",
    "proxy_request_buffering||on|on ¦ off",
    "proxy_request_dynamic||off|on ¦ off",
    "proxy_send_lowat||0|size",
    "proxy_send_timeout||60s|time",
    "proxy_set_body|||value",
    "proxy_set_header||Connection close|field value",
    "proxy_socket_keepalive||off|on ¦ off",
    "proxy_socket_rcvbuf|||size",
    "proxy_socket_sndbuf|||size",
    "proxy_ssl_certificate_cache||off|off|max=N [inactive=time] [valid=time]",
    "proxy_ssl_certificate_key|||file",
    "proxy_ssl_certificate|||file",
    "proxy_ssl_ciphers||DEFAULT|ciphers",
    "proxy_ssl_conf_command|||name value",
    "proxy_ssl_crl|||file",
    "proxy_ssl_key_log|||path",
    "proxy_ssl_name||$proxy_host|name",
    "proxy_ssl_password_file|||file",
    "proxy_ssl_protocols||TLSv1.2 TLSv1.3|[SSLv2] [SSLv3] [TLSv1] [TLSv1.1] [TLSv1.2] [TLSv1.3]",
    "proxy_ssl_server_name||off|on ¦ off",
    "proxy_ssl_session_reuse||on|on ¦ off",
    "proxy_ssl_trusted_certificate|||file",
    "proxy_ssl_verify_depth||1|number",
    "proxy_ssl_verify||off|on ¦ off",
    "proxy_store_access||user:rw|users:permissions …",
    "proxy_store||off|on ¦ off ¦ string",
    "proxy_temp_file_write_size||8k¦16k|size",
    "proxy_temp_path||proxy_temp|path [level1 [level2 [level3]]]"
  ],
  "ngx_http_proxy_module|location,if in location,limit_except": [
    "proxy_pass|||URL"
  ],
  "ngx_http_random_index_module|location": [
    "random_index||off|on ¦ off"
  ],
  "ngx_http_realip_module|http,server,location": [
    "real_ip_header||X-Real-IP|field ¦ X-Real-IP ¦ X-Forwarded-For ¦ proxy_protocol",
    "real_ip_recursive||off|on ¦ off",
    "set_real_ip_from|||address ¦ CIDR ¦ unix:"
  ],
  "ngx_http_referer_module|server,location": [
    "referer_hash_bucket_size||64|size",
    "referer_hash_max_size||2048|size",
    "valid_referers|||none ¦ blocked ¦ server_names ¦ string …"
  ],
  "ngx_http_rewrite_module|http,server,location,if in server,if in location": [
    "rewrite_log||off|on ¦ off",
    "uninitialized_variable_warn||on|on ¦ off"
  ],
  "ngx_http_rewrite_module|server,location": [
    "if|block||(condition) {...}"
  ],
  "ngx_http_rewrite_module|server,location,if in server,if in location": [
    "break|||",
    "return|||code [text]|code URL|URL",
    "rewrite|||regex replacement [flag]",
    "set|||$variable value"
  ],
  "ngx_http_scgi_module|http": [
    "scgi_cache_path|||path [levels=levels] [use_temp_path=on¦off] keys_zone=name:size [inactive=time] [max_size=size] [min_free=size] [manager_files=number] [manager_sleep=time] [manager_threshold=time] [loader_files=number] [loader_sleep=time] [loader_threshold=time] [purger=on¦off] [purger_files=number] [purger_sleep=time] [purger_threshold=time]"
  ],
  "ngx_http_scgi_module|http,server,location": [
    "scgi_allow_upstream|||string …",
    "scgi_bind_dynamic||off|on ¦ off",
    "scgi_bind|||address [transparent] ¦ off",
    "scgi_buffer_size||4k¦8k|size",
    "scgi_buffering||on|on ¦ off",
    "scgi_buffers||8 4k¦8k|number size",
    "scgi_busy_buffers_size||8k¦16k|size",
    "scgi_cache_background_update||off|on ¦ off",
    "scgi_cache_bypass|||string …",
    "scgi_cache_key|||string",
    "scgi_cache_lock_age||5s|time",
    "scgi_cache_lock_timeout||5s|time",
    "scgi_cache_lock||off|on ¦ off",
    "scgi_cache_max_range_offset|||number",
    "scgi_cache_methods||GET HEAD|GET ¦ HEAD ¦ POST …",
    "scgi_cache_min_uses||1|number",
    "scgi_cache_purge|||string …",
    "scgi_cache_revalidate||off|on ¦ off",
    "scgi_cache_use_stale||off|error ¦ timeout ¦ invalid_header ¦ updating ¦ http_500 ¦ http_503 ¦ http_403 ¦ http_404 ¦ http_429 ¦ off …",
    "scgi_cache_valid|||[code …] time",
    "scgi_cache||off|zone ¦ off",
    "scgi_connect_timeout||60s|time",
    "scgi_force_ranges||off|on ¦ off",
    "scgi_hide_header|||field",
    "scgi_ignore_client_abort||off|on ¦ off",
    "scgi_ignore_headers|||field …",
    "scgi_intercept_errors||off|on ¦ off",
    "scgi_limit_rate||0|rate",
    "scgi_max_temp_file_size||1024m|size",
    "scgi_next_upstream_timeout||0|time",
    "scgi_next_upstream_tries||0|number",
    "scgi_next_upstream||error timeout|error ¦ timeout ¦ denied ¦ invalid_header ¦ http_500 ¦ http_503 ¦ http_403 ¦ http_404 ¦ http_429 ¦ non_idempotent ¦ off …",
    "scgi_no_cache|||string …",
    "scgi_param||HTTP_HOST $host$is_request_port$request_port|parameter value [if_not_empty]",
    "scgi_pass_header|||field",
    "scgi_pass_request_body||on|on ¦ off",
    "scgi_pass_request_headers||on|on ¦ off",
    "scgi_read_timeout||60s|time",
    "scgi_request_buffering||on|on ¦ off",
    "scgi_request_dynamic||off|on ¦ off",
    "scgi_send_timeout||60s|time",
    "scgi_socket_keepalive||off|on ¦ off",
    "scgi_socket_rcvbuf|||size",
    "scgi_socket_sndbuf|||size",
    "scgi_store_access||user:rw|users:permissions …",
    "scgi_store||off|on ¦ off ¦ string",
    "scgi_temp_file_write_size||8k¦16k|size",
    "scgi_temp_path||scgi_temp|path [level1 [level2 [level3]]]"
  ],
  "ngx_http_scgi_module|location,if in location": [
    "scgi_pass|||address"
  ],
  "ngx_http_secure_link_module|http,server,location": [
    "secure_link_md5|||expression",
    "secure_link|||expression"
  ],
  "ngx_http_secure_link_module|location": [
    "secure_link_secret|||word"
  ],
  "ngx_http_session_log_module|http": [
    "session_log_format||combined \"...\"|name string …",
    "session_log_zone|||path zone=name:size [format=format] [timeout=time] [id=id] [md5=md5]"
  ],
  "ngx_http_session_log_module|http,server,location": [
    "session_log||off|name ¦ off"
  ],
  "ngx_http_set_misc_module|location,if in location": [
    "set_decode_base64|||$variable [value]",
    "set_encode_base64|||$variable [value]",
    "set_escape_uri|||$variable [value]",
    "set_md5|||$variable [value]",
    "set_random|||$variable from to",
    "set_unescape_uri|||$variable [value]"
  ],
  "ngx_http_slice_module|http,server,location": [
    "slice||0|size"
  ],
  "ngx_http_split_clients_module|http": [
    "split_clients|block||string $variable {...}"
  ],
  "ngx_http_ssi_module|http,server,location": [
    "ssi_last_modified||off|on ¦ off",
    "ssi_min_file_chunk||1k|size",
    "ssi_silent_errors||off|on ¦ off",
    "ssi_types||text/html|mime-type …",
    "ssi_value_length||256|length"
  ],
  "ngx_http_ssi_module|http,server,location,if in location": [
    "ssi||off|on ¦ off"
  ],
  "ngx_http_ssl_module|http,server": [
    "ssl_buffer_size||16k|size",
    "ssl_certificate_cache||off|off|max=N [inactive=time] [valid=time]",
    "ssl_certificate_compression||off|on ¦ off",
    "ssl_certificate_key|||file",
    "ssl_certificate|||file",
    "ssl_ciphers||HIGH:!aNULL:!MD5|ciphers",
    "ssl_client_certificate|||file",
    "ssl_conf_command|||name value",
    "ssl_crl|||file",
    "ssl_dhparam|||file",
    "ssl_early_data||off|on ¦ off",
    "ssl_ecdh_curve||auto|curve",
    "ssl_ech_file|||file",
    "ssl_key_log|||path",
    "ssl_ocsp_cache||off|off ¦ [shared:name:size]",
    "ssl_ocsp_responder|||url",
    "ssl_ocsp||off|on ¦ off ¦ leaf",
    "ssl_password_file|||file",
    "ssl_prefer_server_ciphers||off|on ¦ off",
    "ssl_protocols||TLSv1.2 TLSv1.3|[SSLv2] [SSLv3] [TLSv1] [TLSv1.1] [TLSv1.2] [TLSv1.3]",
    "ssl_reject_handshake||off|on ¦ off",
    "ssl_session_cache||none|off ¦ none ¦ [builtin[:size]] [shared:name:size]",
    "ssl_session_ticket_key|||file",
    "ssl_session_tickets||on|on ¦ off",
    "ssl_session_timeout||5m|time",
    "ssl_stapling_file|||file",
    "ssl_stapling_responder|||url",
    "ssl_stapling_verify||off|on ¦ off",
    "ssl_stapling||off|on ¦ off",
    "ssl_trusted_certificate|||file",
    "ssl_verify_client||off|on ¦ off ¦ optional ¦ optional_no_ca",
    "ssl_verify_depth||1|number",
    "ssl||off|on ¦ off"
  ],
  "ngx_http_status_module|http,server,location": [
    "status_format||json|json|jsonp [callback]"
  ],
  "ngx_http_status_module|location": [
    "status|||"
  ],
  "ngx_http_status_module|server": [
    "status_zone|||zone"
  ],
  "ngx_http_stub_status_module|server,location": [
    "stub_status|||"
  ],
  "ngx_http_sub_module|http,server,location": [
    "sub_filter_last_modified||off|on ¦ off",
    "sub_filter_once||on|on ¦ off",
    "sub_filter_types||text/html|mime-type …",
    "sub_filter|||string replacement"
  ],
  "ngx_http_subs_filter_module|http,server,location": [
    "subs_filter_types|||type …",
    "subs_filter|||from to [flags]"
  ],
  "ngx_http_tunnel_module|http,server,location": [
    "tunnel_allow_upstream|||string …",
    "tunnel_bind_dynamic||off|on ¦ off",
    "tunnel_bind|||address ¦ off",
    "tunnel_buffer_size||16k|size",
    "tunnel_connect_timeout||60s|time",
    "tunnel_next_upstream_timeout||0|time",
    "tunnel_next_upstream_tries||0|number",
    "tunnel_next_upstream||error timeout|error ¦ timeout ¦ denied ¦ off …",
    "tunnel_read_timeout||60s|time",
    "tunnel_send_lowat||0|size",
    "tunnel_send_timeout||60s|time",
    "tunnel_socket_keepalive||off|on ¦ off",
    "tunnel_socket_rcvbuf|||size",
    "tunnel_socket_sndbuf|||size"
  ],
  "ngx_http_tunnel_module|server,location,if in location": [
    "tunnel_pass|||[address]"
  ],
  "ngx_http_upstream_check_module|location": [
    "check_status|||[format]"
  ],
  "ngx_http_upstream_check_module|upstream": [
    "check_http_expect_alive|||parameter …",
    "check_http_send|||request",
    "check|||parameter …"
  ],
  "ngx_http_upstream_conf_module|location": [
    "upstream_conf|||"
  ],
  "ngx_http_upstream_hc_module|http": [
    "match|block||name {...}"
  ],
  "ngx_http_upstream_hc_module|location": [
    "health_check|||[parameters]"
  ],
  "ngx_http_upstream_module|http": [
    "upstream|block||name {...}"
  ],
  "ngx_http_upstream_module|upstream": [
    "hash|||key [consistent]",
    "ip_hash|||",
    "keepalive_requests||1000|number",
    "keepalive_timeout||60s|timeout",
    "keepalive_time||1h|time",
    "keepalive||32 local|connections [local]",
    "least_conn|||",
    "least_time|||header ¦ last_byte [inflight]",
    "ntlm|||",
    "queue|||number [timeout=time]",
    "random|||[two [method]]",
    "resolver_timeout||30s|time",
    "resolver|||address … [valid=time] [ipv4=on¦off] [ipv6=on¦off] [status_zone=zone]",
    "server|||address [parameters]",
    "state|||file",
    "sticky|||cookie name [expires=time] [domain=domain] [httponly] [samesite=strict¦lax¦none¦$variable] [secure] [path=path]|route $variable …|learn create=$variable lookup=$variable zone=name:size [timeout=time] [header] [sync]",
    "zone|||name [size]"
  ],
  "ngx_http_userid_module|http,server,location": [
    "userid_domain||none|name ¦ none",
    "userid_expires||off|time ¦ max ¦ off",
    "userid_flags||off|off ¦ flag …",
    "userid_mark||off|letter ¦ digit ¦ = ¦ off",
    "userid_name||uid|name",
    "userid_p3p||none|string ¦ none",
    "userid_path||/|path",
    "userid_service||IP address of the server|number",
    "userid||off|on ¦ v1 ¦ log ¦ off"
  ],
  "ngx_http_uwsgi_module|http": [
    "uwsgi_cache_path|||path [levels=levels] [use_temp_path=on¦off] keys_zone=name:size [inactive=time] [max_size=size] [min_free=size] [manager_files=number] [manager_sleep=time] [manager_threshold=time] [loader_files=number] [loader_sleep=time] [loader_threshold=time] [purger=on¦off] [purger_files=number] [purger_sleep=time] [purger_threshold=time]"
  ],
  "ngx_http_uwsgi_module|http,server,location": [
    "uwsgi_allow_upstream|||string …",
    "uwsgi_bind_dynamic||off|on ¦ off",
    "uwsgi_bind|||address [transparent] ¦ off",
    "uwsgi_buffer_size||4k¦8k|size",
    "uwsgi_buffering||on|on ¦ off",
    "uwsgi_buffers||8 4k¦8k|number size",
    "uwsgi_busy_buffers_size||8k¦16k|size",
    "uwsgi_cache_background_update||off|on ¦ off",
    "uwsgi_cache_bypass|||string …",
    "uwsgi_cache_key|||string",
    "uwsgi_cache_lock_age||5s|time",
    "uwsgi_cache_lock_timeout||5s|time",
    "uwsgi_cache_lock||off|on ¦ off",
    "uwsgi_cache_max_range_offset|||number",
    "uwsgi_cache_methods||GET HEAD|GET ¦ HEAD ¦ POST …",
    "uwsgi_cache_min_uses||1|number",
    "uwsgi_cache_purge|||string …",
    "uwsgi_cache_revalidate||off|on ¦ off",
    "uwsgi_cache_use_stale||off|error ¦ timeout ¦ invalid_header ¦ updating ¦ http_500 ¦ http_503 ¦ http_403 ¦ http_404 ¦ http_429 ¦ off …",
    "uwsgi_cache_valid|||[code …] time",
    "uwsgi_cache||off|zone ¦ off",
    "uwsgi_connect_timeout||60s|time",
    "uwsgi_force_ranges||off|on ¦ off",
    "uwsgi_hide_header|||field",
    "uwsgi_ignore_client_abort||off|on ¦ off",
    "uwsgi_ignore_headers|||field …",
    "uwsgi_intercept_errors||off|on ¦ off",
    "uwsgi_limit_rate||0|rate",
    "uwsgi_max_temp_file_size||1024m|size",
    "uwsgi_modifier1||0|number",
    "uwsgi_modifier2||0|number",
    "uwsgi_next_upstream_timeout||0|time",
    "uwsgi_next_upstream_tries||0|number",
    "uwsgi_next_upstream||error timeout|error ¦ timeout ¦ denied ¦ invalid_header ¦ http_500 ¦ http_503 ¦ http_403 ¦ http_404 ¦ http_429 ¦ non_idempotent ¦ off …",
    "uwsgi_no_cache|||string …",
    "uwsgi_param||HTTP_HOST $host$is_request_port$request_port|parameter value [if_not_empty]",
    "uwsgi_pass_header|||field",
    "uwsgi_pass_request_body||on|on ¦ off",
    "uwsgi_pass_request_headers||on|on ¦ off",
    "uwsgi_read_timeout||60s|time",
    "uwsgi_request_buffering||on|on ¦ off",
    "uwsgi_request_dynamic||off|on ¦ off",
    "uwsgi_send_timeout||60s|time",
    "uwsgi_socket_keepalive||off|on ¦ off",
    "uwsgi_socket_rcvbuf|||size",
    "uwsgi_socket_sndbuf|||size",
    "uwsgi_ssl_certificate_cache||off|off|max=N [inactive=time] [valid=time]",
    "uwsgi_ssl_certificate_key|||file",
    "uwsgi_ssl_certificate|||file",
    "uwsgi_ssl_ciphers||DEFAULT|ciphers",
    "uwsgi_ssl_conf_command|||name value",
    "uwsgi_ssl_crl|||file",
    "uwsgi_ssl_key_log|||path",
    "uwsgi_ssl_name||host from uwsgi_pass|name",
    "uwsgi_ssl_password_file|||file",
    "uwsgi_ssl_protocols||TLSv1.2 TLSv1.3|[SSLv2] [SSLv3] [TLSv1] [TLSv1.1] [TLSv1.2] [TLSv1.3]",
    "uwsgi_ssl_server_name||off|on ¦ off",
    "uwsgi_ssl_session_reuse||on|on ¦ off",
    "uwsgi_ssl_trusted_certificate|||file",
    "uwsgi_ssl_verify_depth||1|number",
    "uwsgi_ssl_verify||off|on ¦ off",
    "uwsgi_store_access||user:rw|users:permissions …",
    "uwsgi_store||off|on ¦ off ¦ string",
    "uwsgi_temp_file_write_size||8k¦16k|size",
    "uwsgi_temp_path||uwsgi_temp|path [level1 [level2 [level3]]]"
  ],
  "ngx_http_uwsgi_module|location,if in location": [
    "uwsgi_pass|||[protocol://]address"
  ],
  "ngx_http_v2_module|http": [
    "http2_recv_buffer_size||256k|size"
  ],
  "ngx_http_v2_module|http,server": [
    "http2_body_preread_size||64k|size",
    "http2_idle_timeout||3m|time",
    "http2_max_concurrent_pushes||10|number",
    "http2_max_concurrent_streams||128|number",
    "http2_max_field_size||4k|size",
    "http2_max_header_size||16k|size",
    "http2_max_requests||1000|number",
    "http2_recv_timeout||30s|time",
    "http2||off|on ¦ off"
  ],
  "ngx_http_v2_module|http,server,location": [
    "http2_chunk_size||8k|size",
    "http2_push_preload||off|on ¦ off",
    "http2_push||off|uri ¦ off"
  ],
  "ngx_http_v3_module|http,server": [
    "http3_hq||off|on ¦ off",
    "http3_max_concurrent_streams||128|number",
    "http3_stream_buffer_size||64k|size",
    "http3||on|on ¦ off",
    "quic_active_connection_id_limit||2|number",
    "quic_gso||off|on ¦ off",
    "quic_host_key|||file",
    "quic_retry||off|on ¦ off"
  ],
  "ngx_http_v3_module|main": [
    "quic_bpf||off|on ¦ off"
  ],
  "ngx_http_vhost_traffic_status_module|http": [
    "vhost_traffic_status_zone|||[shared:name:size]"
  ],
  "ngx_http_vhost_traffic_status_module|http,server,location": [
    "vhost_traffic_status_bypass_limit|||on ¦ off",
    "vhost_traffic_status_bypass_stats|||on ¦ off",
    "vhost_traffic_status_display_format|||json ¦ html ¦ jsonp ¦ prometheus",
    "vhost_traffic_status_display|||",
    "vhost_traffic_status_filter_by_host|||on ¦ off",
    "vhost_traffic_status_filter_by_set_key|||key [name]",
    "vhost_traffic_status_filter_check_duplicate|||on ¦ off",
    "vhost_traffic_status_filter|||on ¦ off",
    "vhost_traffic_status_histogram_buckets|||second …",
    "vhost_traffic_status_limit_traffic|||member:size [code]",
    "vhost_traffic_status_limit|||on ¦ off",
    "vhost_traffic_status|||on ¦ off"
  ],
  "ngx_http_xslt_module|http,server,location": [
    "xml_entities|||path",
    "xml_external_entities||off|on ¦ off",
    "xslt_last_modified||off|on ¦ off",
    "xslt_param|||parameter value",
    "xslt_string_param|||parameter value",
    "xslt_types||text/xml|mime-type …"
  ],
  "ngx_http_xslt_module|location": [
    "xslt_stylesheet|||stylesheet [parameter=value …]"
  ],
  "ngx_http_zstd_filter_module|http,server,location": [
    "zstd_comp_level|||number",
    "zstd_min_length|||number",
    "zstd_static|||on ¦ off ¦ always",
    "zstd_types|||type …"
  ],
  "ngx_http_zstd_filter_module|http,server,location,if in location": [
    "zstd|||on ¦ off"
  ],
  "ngx_mail_auth_http_module|mail,mail server": [
    "auth_http_header|||header value",
    "auth_http_pass_client_cert||off|on ¦ off",
    "auth_http_timeout||60s|time",
    "auth_http|||URL"
  ],
  "ngx_mail_core_module|mail": [
    "server|block||{...}"
  ],
  "ngx_mail_core_module|mail server": [
    "listen|||address:port [ssl] [proxy_protocol] [backlog=number] [rcvbuf=size] [sndbuf=size] [bind] [ipv6only=on¦off] [multipath] [so_keepalive=on¦off¦[keepidle]:[keepintvl]:[keepcnt]]",
    "protocol|||imap ¦ pop3 ¦ smtp"
  ],
  "ngx_mail_core_module|mail,mail server": [
    "max_errors||5|number",
    "resolver_timeout||30s|time",
    "resolver||off|address … [valid=time] [ipv4=on¦off] [ipv6=on¦off] [status_zone=zone]|off",
    "server_name||hostname|name",
    "timeout||60s|time"
  ],
  "ngx_mail_core_module|main": [
    "mail|block||{...}"
  ],
  "ngx_mail_imap_module|mail,mail server": [
    "imap_auth||plain|method …",
    "imap_capabilities||IMAP4 IMAP4rev1 UIDPLUS|extension …",
    "imap_client_buffer||4k¦8k|size"
  ],
  "ngx_mail_pop3_module|mail,mail server": [
    "pop3_auth||plain|method …",
    "pop3_capabilities||TOP USER UIDL|extension …"
  ],
  "ngx_mail_proxy_module|mail,mail server": [
    "proxy_buffer||4k¦8k|size",
    "proxy_pass_error_message||off|on ¦ off",
    "proxy_protocol||off|on ¦ off ¦ v2",
    "proxy_smtp_auth||off|on ¦ off",
    "proxy_timeout||24h|timeout",
    "xclient||on|on ¦ off"
  ],
  "ngx_mail_realip_module|mail,mail server": [
    "set_real_ip_from|||address ¦ CIDR ¦ unix:"
  ],
  "ngx_mail_smtp_module|mail,mail server": [
    "smtp_auth||plain login|method …",
    "smtp_capabilities|||extension …",
    "smtp_client_buffer||4k¦8k|size",
    "smtp_greeting_delay||0|time"
  ],
  "ngx_mail_ssl_module|mail,mail server": [
    "ssl_certificate_compression||off|on ¦ off",
    "ssl_certificate_key|||file",
    "ssl_certificate|||file",
    "ssl_ciphers||HIGH:!aNULL:!MD5|ciphers",
    "ssl_client_certificate|||file",
    "ssl_conf_command|||name value",
    "ssl_crl|||file",
    "ssl_dhparam|||file",
    "ssl_ecdh_curve||auto|curve",
    "ssl_password_file|||file",
    "ssl_prefer_server_ciphers||off|on ¦ off",
    "ssl_protocols||TLSv1.2 TLSv1.3|[SSLv2] [SSLv3] [TLSv1] [TLSv1.1] [TLSv1.2] [TLSv1.3]",
    "ssl_session_cache||none|off ¦ none ¦ [builtin[:size]] [shared:name:size]",
    "ssl_session_ticket_key|||file",
    "ssl_session_tickets||on|on ¦ off",
    "ssl_session_timeout||5m|time",
    "ssl_trusted_certificate|||file",
    "ssl_verify_client||off|on ¦ off ¦ optional ¦ optional_no_ca",
    "ssl_verify_depth||1|number",
    "ssl||off|on ¦ off",
    "starttls||off|on ¦ off ¦ only"
  ],
  "ngx_mgmt_module|main": [
    "mgmt|block||{...}"
  ],
  "ngx_mgmt_module|mgmt": [
    "enforce_initial_report||on|on ¦ off",
    "license_token||license.jwt|file",
    "proxy_password|||string",
    "proxy_username|||string",
    "proxy|||host:port",
    "resolver|||address … [valid=time] [ipv4=on¦off] [ipv6=on¦off] [status_zone=zone]",
    "ssl_crl|||file",
    "ssl_trusted_certificate||system CA bundle|file",
    "ssl_verify||on|on ¦ off",
    "state_path|||path",
    "usage_report||endpoint=product.connect.nginx.com interval=1h|[endpoint=address] [interval=time]"
  ],
  "ngx_nchan_module|http": [
    "nchan_max_reserved_memory|||size",
    "nchan_shared_memory_size|||size"
  ],
  "ngx_nchan_module|http,server,location": [
    "nchan_redis_pass|||value",
    "nchan_redis_url|||value",
    "nchan_use_redis|||value"
  ],
  "ngx_nchan_module|http,server,location,if in location": [
    "nchan_channel_group|||name",
    "nchan_message_buffer_length|||name",
    "nchan_message_timeout|||name"
  ],
  "ngx_nchan_module|location": [
    "nchan_stub_status|||"
  ],
  "ngx_nchan_module|server,location,if in location": [
    "nchan_authorize_request|||url",
    "nchan_channel_id|||id …",
    "nchan_publisher_upstream_request|||url",
    "nchan_publisher|||[protocol …]",
    "nchan_pubsub|||[protocol …]",
    "nchan_subscriber|||[protocol …]"
  ],
  "ngx_nchan_module|upstream": [
    "nchan_redis_server|||url …",
    "nchan_redis_ssl|||on ¦ off"
  ],
  "ngx_otel_module|http": [
    "otel_exporter|block||{...}",
    "otel_resource_attr|||name value",
    "otel_service_name||unknown_service:nginx|name"
  ],
  "ngx_otel_module|http,server,location": [
    "otel_span_attr|||name value",
    "otel_span_name|||name",
    "otel_trace_context||ignore|extract ¦ inject ¦ propagate ¦ ignore",
    "otel_trace||off|on ¦ off ¦ $variable"
  ],
  "ngx_rtmp_module|main": [
    "rtmp|block||{...}"
  ],
  "ngx_stream_access_module|stream,stream server": [
    "allow|||address ¦ CIDR ¦ unix: ¦ all",
    "deny|||address ¦ CIDR ¦ unix: ¦ all"
  ],
  "ngx_stream_core_module|main": [
    "stream|block||{...}"
  ],
  "ngx_stream_core_module|stream": [
    "server_names_hash_bucket_size||32¦64¦128|size",
    "server_names_hash_max_size||512|size",
    "server|block||{...}",
    "variables_hash_bucket_size||64|size",
    "variables_hash_max_size||1024|size"
  ],
  "ngx_stream_core_module|stream server": [
    "listen|||address:port [default_server] [ssl] [udp] [proxy_protocol] [setfib=number] [fastopen=number] [backlog=number] [rcvbuf=size] [sndbuf=size] [accept_filter=filter] [deferred] [bind] [ipv6only=on¦off] [reuseport] [multipath] [so_keepalive=on¦off¦[keepidle]:[keepintvl]:[keepcnt]]",
    "server_name||\"\"|name …"
  ],
  "ngx_stream_core_module|stream,stream server": [
    "preread_buffer_size||16k|size",
    "preread_timeout||30s|timeout",
    "proxy_protocol_timeout||30s|timeout",
    "resolver_timeout||30s|time",
    "resolver|||address … [valid=time] [ipv4=on¦off] [ipv6=on¦off] [status_zone=zone]",
    "tcp_nodelay||on|on ¦ off"
  ],
  "ngx_stream_geo_module|stream": [
    "geo|block||[$address] $variable {...}"
  ],
  "ngx_stream_geoip2_module|stream": [
    "geoip2|block||file {...}"
  ],
  "ngx_stream_geoip_module|stream": [
    "geoip_city|||file",
    "geoip_country|||file",
    "geoip_org|||file"
  ],
  "ngx_stream_js_module|main": [
    "js_load_stream_native_module|||path [as name]"
  ],
  "ngx_stream_js_module|stream": [
    "js_include|||file",
    "js_shared_dict_zone|||zone=name:size [timeout=time] [type=string¦number] [evict] [state=file]"
  ],
  "ngx_stream_js_module|stream server": [
    "js_periodic|||module.function [interval=time] [jitter=number] [worker_affinity=mask]"
  ],
  "ngx_stream_js_module|stream,stream server": [
    "js_access|||module.function",
    "js_context_reuse||128|number",
    "js_engine||njs|njs ¦ qjs",
    "js_fetch_buffer_size||16k|size",
    "js_fetch_ciphers||HIGH:!aNULL:!MD5|ciphers",
    "js_fetch_keepalive_requests||1000|number",
    "js_fetch_keepalive_timeout||60s|time",
    "js_fetch_keepalive_time||1h|time",
    "js_fetch_keepalive||0|connections",
    "js_fetch_max_response_buffer_size||1m|size",
    "js_fetch_protocols||TLSv1 TLSv1.1 TLSv1.2|[TLSv1] [TLSv1.1] [TLSv1.2] [TLSv1.3]",
    "js_fetch_proxy|||url",
    "js_fetch_timeout||60s|time",
    "js_fetch_trusted_certificate|||file",
    "js_fetch_verify_depth||100|number",
    "js_fetch_verify||on|on ¦ off",
    "js_filter|||module.function",
    "js_import|||module.js ¦ export_name from module.js",
    "js_path|||path",
    "js_preload_object|||name.json ¦ name from file.json",
    "js_preread|||module.function",
    "js_set|||$variable module.function [nocache]",
    "js_var|||$variable [value]"
  ],
  "ngx_stream_keyval_module|stream": [
    "keyval_zone|||zone=name:size [state=file] [timeout=time] [type=string¦ip¦prefix] [sync]",
    "keyval|||key $variable zone=name"
  ],
  "ngx_stream_limit_conn_module|stream": [
    "limit_conn_zone|||key zone=name:size"
  ],
  "ngx_stream_limit_conn_module|stream,stream server": [
    "limit_conn_dry_run||off|on ¦ off",
    "limit_conn_log_level||error|info ¦ notice ¦ warn ¦ error",
    "limit_conn|||zone number"
  ],
  "ngx_stream_log_module|stream": [
    "log_format|||name [escape=default¦json¦none] string …"
  ],
  "ngx_stream_log_module|stream,stream server": [
    "access_log||off|path format [buffer=size] [gzip[=]] [flush=time] [if=condition]|off",
    "open_log_file_cache||off|max=N [inactive=time] [min_uses=N] [valid=time]|off"
  ],
  "ngx_stream_lua_module|stream": [
    "init_by_lua_block|block||{...}",
    "init_by_lua_file|||file",
    "init_by_lua|||code",
    "init_worker_by_lua_block|block||{...}",
    "init_worker_by_lua_file|||file",
    "init_worker_by_lua|||code",
    "lua_add_variable|||$variable",
    "lua_package_cpath|||path",
    "lua_package_path|||path",
    "lua_sa_restart|||on ¦ off",
    "lua_shared_dict|||name size",
    "preread_by_lua_no_postpone|||on ¦ off"
  ],
  "ngx_stream_lua_module|stream server": [
    "content_by_lua_block|block||{...}",
    "content_by_lua_file|||file",
    "content_by_lua|||code"
  ],
  "ngx_stream_lua_module|stream upstream": [
    "balancer_by_lua_block|block||{...}",
    "balancer_by_lua_file|||file",
    "balancer_by_lua|||code"
  ],
  "ngx_stream_lua_module|stream,stream server": [
    "log_by_lua_block|block||{...}",
    "log_by_lua_file|||file",
    "log_by_lua|||code",
    "lua_code_cache|||on ¦ off",
    "lua_socket_connect_timeout|||time",
    "lua_socket_log_errors|||on ¦ off",
    "lua_socket_read_timeout|||time",
    "lua_socket_send_timeout|||time",
    "lua_ssl_certificate_key|||file",
    "lua_ssl_certificate|||file",
    "lua_ssl_crl|||file",
    "lua_ssl_trusted_certificate|||file",
    "lua_ssl_verify_depth|||number",
    "preread_by_lua_block|block||{...}",
    "preread_by_lua_file|||file",
    "preread_by_lua|||code",
    "proxy_ssl_certificate_by_lua_block|block||{...}",
    "proxy_ssl_certificate_by_lua_file|||file",
    "proxy_ssl_certificate_by_lua|||code",
    "proxy_ssl_verify_by_lua_block|block||{...}",
    "proxy_ssl_verify_by_lua_file|||file",
    "proxy_ssl_verify_by_lua|||code",
    "ssl_certificate_by_lua_block|block||{...}",
    "ssl_certificate_by_lua_file|||file",
    "ssl_certificate_by_lua|||code",
    "ssl_client_hello_by_lua_block|block||{...}",
    "ssl_client_hello_by_lua_file|||file",
    "ssl_client_hello_by_lua|||code"
  ],
  "ngx_stream_map_module|stream": [
    "map_hash_bucket_size||32¦64¦128|size",
    "map_hash_max_size||2048|size",
    "map|block||string $variable {...}"
  ],
  "ngx_stream_mqtt_filter_module|stream server": [
    "mqtt_rewrite_buffer_size||4k¦8k|size",
    "mqtt_set_connect|||field value"
  ],
  "ngx_stream_mqtt_filter_module|stream,stream server": [
    "mqtt_buffers||100 1k|number size",
    "mqtt||off|on ¦ off"
  ],
  "ngx_stream_mqtt_preread_module|stream,stream server": [
    "mqtt_preread||off|on ¦ off"
  ],
  "ngx_stream_num_map_module|stream": [
    "num_map|block||[$number] $variable {...}"
  ],
  "ngx_stream_pass_module|stream server": [
    "pass|||address"
  ],
  "ngx_stream_proxy_module|stream server": [
    "proxy_pass|||address"
  ],
  "ngx_stream_proxy_module|stream,stream server": [
    "proxy_bind_dynamic||off|on ¦ off",
    "proxy_bind|||address [transparent] ¦ off",
    "proxy_buffer_size||16k|size",
    "proxy_connect_timeout||60s|time",
    "proxy_download_rate||0|rate",
    "proxy_half_close||off|on ¦ off",
    "proxy_next_upstream_timeout||0|time",
    "proxy_next_upstream_tries||0|number",
    "proxy_next_upstream||on|on ¦ off",
    "proxy_protocol||off|on ¦ off ¦ v2",
    "proxy_requests||0|number",
    "proxy_responses|||number",
    "proxy_session_drop||off|on ¦ off",
    "proxy_socket_keepalive||off|on ¦ off",
    "proxy_socket_rcvbuf|||size",
    "proxy_socket_sndbuf|||size",
    "proxy_ssl_alpn|||protocol …",
    "proxy_ssl_certificate_cache||off|off|max=N [inactive=time] [valid=time]",
    "proxy_ssl_certificate_key|||file",
    "proxy_ssl_certificate|||file",
    "proxy_ssl_ciphers||DEFAULT|ciphers",
    "proxy_ssl_conf_command|||name value",
    "proxy_ssl_crl|||file",
    "proxy_ssl_key_log|||path",
    "proxy_ssl_name||host from proxy_pass|name",
    "proxy_ssl_password_file|||file",
    "proxy_ssl_protocols||TLSv1.2 TLSv1.3|[SSLv2] [SSLv3] [TLSv1] [TLSv1.1] [TLSv1.2] [TLSv1.3]",
    "proxy_ssl_server_name||off|on ¦ off",
    "proxy_ssl_session_reuse||on|on ¦ off",
    "proxy_ssl_trusted_certificate|||file",
    "proxy_ssl_verify_depth||1|number",
    "proxy_ssl_verify||off|on ¦ off",
    "proxy_ssl||off|on ¦ off",
    "proxy_timeout||10m|timeout",
    "proxy_upload_rate||0|rate"
  ],
  "ngx_stream_realip_module|stream,stream server": [
    "set_real_ip_from|||address ¦ CIDR ¦ unix:"
  ],
  "ngx_stream_return_module|stream server": [
    "return|||value"
  ],
  "ngx_stream_set_module|stream server": [
    "set|||$variable value"
  ],
  "ngx_stream_split_clients_module|stream": [
    "split_clients|block||string $variable {...}"
  ],
  "ngx_stream_ssl_module|stream,stream server": [
    "ssl_alpn|||protocol …",
    "ssl_certificate_cache||off|off|max=N [inactive=time] [valid=time]",
    "ssl_certificate_compression||off|on ¦ off",
    "ssl_certificate_key|||file",
    "ssl_certificate|||file",
    "ssl_ciphers||HIGH:!aNULL:!MD5|ciphers",
    "ssl_client_certificate|||file",
    "ssl_conf_command|||name value",
    "ssl_crl|||file",
    "ssl_dhparam|||file",
    "ssl_ecdh_curve||auto|curve",
    "ssl_ech_file|||file",
    "ssl_handshake_timeout||60s|time",
    "ssl_key_log|||path",
    "ssl_ocsp_cache||off|off ¦ [shared:name:size]",
    "ssl_ocsp_responder|||url",
    "ssl_ocsp||off|on ¦ off ¦ leaf",
    "ssl_password_file|||file",
    "ssl_prefer_server_ciphers||off|on ¦ off",
    "ssl_protocols||TLSv1.2 TLSv1.3|[SSLv2] [SSLv3] [TLSv1] [TLSv1.1] [TLSv1.2] [TLSv1.3]",
    "ssl_reject_handshake||off|on ¦ off",
    "ssl_session_cache||none|off ¦ none ¦ [builtin[:size]] [shared:name:size]",
    "ssl_session_ticket_key|||file",
    "ssl_session_tickets||on|on ¦ off",
    "ssl_session_timeout||5m|time",
    "ssl_stapling_file|||file",
    "ssl_stapling_responder|||url",
    "ssl_stapling_verify||off|on ¦ off",
    "ssl_stapling||off|on ¦ off",
    "ssl_trusted_certificate|||file",
    "ssl_verify_client||off|on ¦ off ¦ optional ¦ optional_no_ca",
    "ssl_verify_depth||1|number"
  ],
  "ngx_stream_ssl_preread_module|stream,stream server": [
    "ssl_preread||off|on ¦ off"
  ],
  "ngx_stream_upstream_hc_module|stream": [
    "match|block||name {...}"
  ],
  "ngx_stream_upstream_hc_module|stream server": [
    "health_check|||[parameters]"
  ],
  "ngx_stream_upstream_hc_module|stream,stream server": [
    "health_check_timeout||5s|timeout"
  ],
  "ngx_stream_upstream_module|stream": [
    "upstream|block||name {...}"
  ],
  "ngx_stream_upstream_module|stream upstream": [
    "hash|||key [consistent]",
    "least_conn|||",
    "least_time|||connect ¦ first_byte ¦ last_byte [inflight]",
    "random|||[two [method]]",
    "resolver_timeout||30s|time",
    "resolver|||address … [valid=time] [ipv4=on¦off] [ipv6=on¦off] [status_zone=zone]",
    "server|||address [parameters]",
    "state|||file",
    "zone|||name [size]"
  ],
  "ngx_stream_zone_sync_module|stream server": [
    "zone_sync_server|||address [resolve]",
    "zone_sync|||"
  ],
  "ngx_stream_zone_sync_module|stream,stream server": [
    "zone_sync_buffers||8 4k¦8k|number size",
    "zone_sync_connect_retry_interval||1s|time",
    "zone_sync_connect_timeout||5s|time",
    "zone_sync_interval||1s|time",
    "zone_sync_recv_buffer_size||4k¦8k|size",
    "zone_sync_ssl_certificate_key|||file",
    "zone_sync_ssl_certificate|||file",
    "zone_sync_ssl_ciphers||DEFAULT|ciphers",
    "zone_sync_ssl_conf_command|||name value",
    "zone_sync_ssl_crl|||file",
    "zone_sync_ssl_name||host from zone_sync_server|name",
    "zone_sync_ssl_password_file|||file",
    "zone_sync_ssl_protocols||TLSv1.2 TLSv1.3|[SSLv2] [SSLv3] [TLSv1] [TLSv1.1] [TLSv1.2] [TLSv1.3]",
    "zone_sync_ssl_server_name||off|on ¦ off",
    "zone_sync_ssl_trusted_certificate|||file",
    "zone_sync_ssl_verify_depth||1|number",
    "zone_sync_ssl_verify||off|on ¦ off",
    "zone_sync_ssl||off|on ¦ off",
    "zone_sync_timeout||5s|timeout"
  ]
};
