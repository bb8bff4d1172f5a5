/**
 * Directives of common modules that are not on nginx.org, after the modules' own documentation.
 * One line per group: contexts | argument form | names. Contexts are written as on nginx.org.
 */
const everywhere = 'http,server,location,if in location';
const served = 'http,server,location';
const content = 'location,if in location';

const phases = {
  http: 'init init_worker exit_worker ssl_session_fetch ssl_session_store',
  'server,if in server,location,if in location': 'set',
  [content]: 'content',
  'http,server': 'server_rewrite ssl_client_hello ssl_certificate',
  [everywhere]: 'rewrite access header_filter body_filter log precontent',
  upstream: 'balancer',
  [served]: 'proxy_ssl_certificate proxy_ssl_verify',
};
const streamPhases = {
  stream: 'init init_worker',
  server: 'content',
  'stream,server': 'preread log ssl_client_hello ssl_certificate proxy_ssl_certificate proxy_ssl_verify',
  upstream: 'balancer',
};

const byLua = (table) =>
  Object.entries(table).flatMap(([contexts, names]) =>
    names.split(' ').flatMap((phase) => {
      const [variable, rest] = phase === 'set' ? ['$variable ', ' [argument …]'] : ['', ''];
      return [
        [contexts, `${variable}code${rest}`, `${phase}_by_lua`],
        [contexts, `${variable}file${rest}`, `${phase}_by_lua_file`],
        [contexts, `${variable}{...}`, `${phase}_by_lua_block`],
      ];
    }),
  );

/** module → [contexts, form, names] */
export const thirdParty = {
  ngx_http_lua_module: [
    ...byLua(phases),
    ['http', 'on | off', 'lua_load_resty_core lua_sa_restart rewrite_by_lua_no_postpone access_by_lua_no_postpone'],
    ['http', 'size', 'lua_capture_error_log'],
    [
      'http',
      'number',
      'lua_malloc_trim lua_thread_cache_max_entries lua_regex_cache_max_entries lua_regex_match_limit',
    ],
    ['http', 'number', 'lua_max_pending_timers lua_max_running_timers lua_worker_thread_vm_pool_size'],
    ['http', 'path', 'lua_package_path lua_package_cpath'],
    ['http', 'name size', 'lua_shared_dict'],
    [everywhere, 'on | off', 'lua_code_cache lua_use_default_type lua_need_request_body lua_http10_buffering'],
    [everywhere, 'on | off', 'lua_transform_underscores_in_response_headers lua_check_client_abort'],
    [
      served,
      'time',
      'lua_socket_connect_timeout lua_socket_send_timeout lua_socket_read_timeout lua_socket_keepalive_timeout',
    ],
    [served, 'size', 'lua_socket_send_lowat lua_socket_buffer_size lua_socket_pool_size'],
    [served, 'on | off', 'lua_socket_log_errors lua_upstream_skip_openssl_default_verify'],
    [
      served,
      'file',
      'lua_ssl_crl lua_ssl_certificate lua_ssl_certificate_key lua_ssl_trusted_certificate lua_ssl_key_log',
    ],
    [served, 'string', 'lua_ssl_ciphers'],
    [served, 'protocol …', 'lua_ssl_protocols'],
    [served, 'number', 'lua_ssl_verify_depth'],
    [served, 'name value', 'lua_ssl_conf_command'],
  ],
  ngx_stream_lua_module: [
    ...byLua(streamPhases),
    ['stream', 'on | off', 'preread_by_lua_no_postpone lua_sa_restart'],
    ['stream', '$variable', 'lua_add_variable'],
    ['stream', 'name size', 'lua_shared_dict'],
    ['stream', 'path', 'lua_package_path lua_package_cpath'],
    ['stream,server', 'on | off', 'lua_code_cache lua_socket_log_errors'],
    ['stream,server', 'time', 'lua_socket_connect_timeout lua_socket_send_timeout lua_socket_read_timeout'],
    ['stream,server', 'file', 'lua_ssl_crl lua_ssl_certificate lua_ssl_certificate_key lua_ssl_trusted_certificate'],
    ['stream,server', 'number', 'lua_ssl_verify_depth'],
  ],
  ngx_http_headers_more_filter_module: [
    [everywhere, 'header …', 'more_set_headers more_clear_headers more_set_input_headers more_clear_input_headers'],
  ],
  ngx_http_brotli_filter_module: [
    [everywhere, 'on | off', 'brotli'],
    [served, 'type …', 'brotli_types'],
    [served, 'number size', 'brotli_buffers'],
    [served, 'number', 'brotli_comp_level brotli_window brotli_min_length'],
  ],
  ngx_http_brotli_static_module: [[served, 'on | off | always', 'brotli_static']],
  ngx_http_zstd_filter_module: [
    [everywhere, 'on | off', 'zstd'],
    [served, 'type …', 'zstd_types'],
    [served, 'number', 'zstd_comp_level zstd_min_length'],
    [served, 'on | off | always', 'zstd_static'],
  ],
  ngx_http_geoip2_module: [
    ['http', 'file {...}', 'geoip2'],
    ['http', 'address', 'geoip2_proxy'],
    ['http', 'on | off', 'geoip2_proxy_recursive'],
  ],
  ngx_stream_geoip2_module: [['stream', 'file {...}', 'geoip2']],
  ngx_http_auth_pam_module: [
    [`${served},limit_except`, 'string', 'auth_pam auth_pam_service_name'],
    [`${served},limit_except`, 'on | off', 'auth_pam_set_pam_env'],
  ],
  ngx_nchan_module: [
    [`server,${content}`, '[protocol …]', 'nchan_publisher nchan_subscriber nchan_pubsub'],
    [`server,${content}`, 'id …', 'nchan_channel_id'],
    [everywhere, 'name', 'nchan_channel_group nchan_message_timeout nchan_message_buffer_length'],
    [`server,${content}`, 'url', 'nchan_authorize_request nchan_publisher_upstream_request'],
    [served, 'value', 'nchan_use_redis nchan_redis_url nchan_redis_pass'],
    ['upstream', 'url …', 'nchan_redis_server'],
    ['upstream', 'on | off', 'nchan_redis_ssl'],
    ['http', 'size', 'nchan_max_reserved_memory nchan_shared_memory_size'],
    ['location', '', 'nchan_stub_status'],
  ],
  ngx_http_vhost_traffic_status_module: [
    [served, 'on | off', 'vhost_traffic_status vhost_traffic_status_filter vhost_traffic_status_filter_by_host'],
    [
      served,
      'on | off',
      'vhost_traffic_status_limit vhost_traffic_status_bypass_limit vhost_traffic_status_bypass_stats',
    ],
    [served, 'on | off', 'vhost_traffic_status_filter_check_duplicate'],
    ['http', '[shared:name:size]', 'vhost_traffic_status_zone'],
    [served, '', 'vhost_traffic_status_display'],
    [served, 'json | html | jsonp | prometheus', 'vhost_traffic_status_display_format'],
    [served, 'key [name]', 'vhost_traffic_status_filter_by_set_key'],
    [served, 'member:size [code]', 'vhost_traffic_status_limit_traffic'],
    [served, 'second …', 'vhost_traffic_status_histogram_buckets'],
  ],
  ngx_http_modsecurity_module: [
    [served, 'on | off', 'modsecurity'],
    [served, 'value', 'modsecurity_rules modsecurity_rules_file modsecurity_transaction_id'],
    [served, 'key url', 'modsecurity_rules_remote'],
  ],
  ngx_http_echo_module: [
    [content, '[argument …]', 'echo echo_before_body echo_after_body echo_exec echo_location echo_location_async'],
  ],
  ngx_http_subs_filter_module: [
    [served, 'from to [flags]', 'subs_filter'],
    [served, 'type …', 'subs_filter_types'],
  ],
  ngx_http_fancyindex_module: [
    [everywhere, 'on | off', 'fancyindex fancyindex_exact_size fancyindex_localtime'],
    [everywhere, 'path [subrequest | local]', 'fancyindex_header fancyindex_footer'],
  ],
  ngx_http_dav_ext_module: [
    [served, '[method …]', 'dav_ext_methods'],
    ['http', 'zone=name:size [timeout=time]', 'dav_ext_lock_zone'],
    [served, 'zone=name', 'dav_ext_lock'],
  ],
  ngx_http_set_misc_module: [
    [content, '$variable [value]', 'set_escape_uri set_unescape_uri set_md5 set_encode_base64 set_decode_base64'],
    [content, '$variable from to', 'set_random'],
  ],
  ngx_http_upstream_check_module: [
    ['upstream', 'parameter …', 'check check_http_expect_alive'],
    ['upstream', 'request', 'check_http_send'],
    ['location', '[format]', 'check_status'],
  ],
  ngx_http_proxy_connect_module: [
    ['server', '', 'proxy_connect'],
    ['server', 'port …', 'proxy_connect_allow'],
    ['server', 'time', 'proxy_connect_connect_timeout proxy_connect_read_timeout'],
  ],
  ngx_rtmp_module: [['main', '{...}', 'rtmp']],
};
