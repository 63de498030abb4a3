/** Directives that are blocks, and the blocks in which they may stand. */
export const BLOCKS: Readonly<Record<string, readonly string[]>> = {
  events: ['main'],
  http: ['main'],
  stream: ['main'],
  mail: ['main'],
  server: ['http', 'stream', 'mail'],
  upstream: ['http', 'stream'],
  location: ['server', 'location'],
  if: ['server', 'location'],
  limit_except: ['location'],
  map: ['http', 'stream'],
  geo: ['http', 'stream'],
  split_clients: ['http', 'stream'],
  types: ['http', 'server', 'location'],
}

/** Directives that stand in some blocks only; all others are taken wherever they stand. */
export const PLACES: Readonly<Record<string, readonly string[]>> = {
  listen: ['server'],
  server_name: ['server'],
  worker_connections: ['events'],
  worker_processes: ['main'],
  user: ['main'],
  pid: ['main'],
  daemon: ['main'],
  proxy_pass: ['location', 'if', 'limit_except', 'server'],
  alias: ['location'],
  root: ['http', 'server', 'location', 'if'],
  return: ['server', 'location', 'if'],
  rewrite: ['server', 'location', 'if'],
  try_files: ['server', 'location'],
  log_format: ['http', 'stream'],
  upstream: ['http', 'stream'],
}

const OTHERS = `
  absolute_redirect accept_mutex access_log add_header add_before_body add_after_body add_trailer
  aio allow ancient_browser auth_basic auth_basic_user_file auth_request auth_request_set autoindex
  autoindex_exact_size autoindex_format autoindex_localtime break charset charset_types
  chunked_transfer_encoding client_body_buffer_size client_body_in_file_only client_body_temp_path
  client_body_timeout client_header_buffer_size client_header_timeout client_max_body_size
  connection_pool_size dav_access dav_methods debug_connection default_type deny directio
  disable_symlinks empty_gif env error_log error_page etag expires fastcgi_buffer_size
  fastcgi_buffers fastcgi_cache fastcgi_cache_path fastcgi_cache_valid fastcgi_connect_timeout
  fastcgi_hide_header fastcgi_index fastcgi_intercept_errors fastcgi_param fastcgi_pass
  fastcgi_read_timeout fastcgi_send_timeout fastcgi_split_path_info flv grpc_pass grpc_set_header
  gunzip gzip gzip_buffers gzip_comp_level gzip_disable gzip_http_version gzip_min_length
  gzip_proxied gzip_static gzip_types gzip_vary hash http2 if_modified_since ignore_invalid_headers
  image_filter include index internal ip_hash keepalive keepalive_disable keepalive_requests
  keepalive_time keepalive_timeout large_client_header_buffers least_conn limit_conn
  limit_conn_log_level limit_conn_status limit_conn_zone limit_rate limit_rate_after limit_req
  limit_req_log_level limit_req_status limit_req_zone lingering_close lingering_time
  lingering_timeout load_module lock_file log_not_found log_subrequest map_hash_bucket_size
  map_hash_max_size master_process max_ranges memcached_pass merge_slashes min_delete_depth mirror
  modern_browser mp4 msie_padding multi_accept open_file_cache open_file_cache_errors
  open_file_cache_min_uses open_file_cache_valid open_log_file_cache output_buffers override_charset
  pcre_jit port_in_redirect postpone_output preread_buffer_size preread_timeout proxy_bind
  proxy_buffer_size proxy_buffering proxy_buffers proxy_busy_buffers_size proxy_cache
  proxy_cache_bypass proxy_cache_key proxy_cache_lock proxy_cache_methods proxy_cache_min_uses
  proxy_cache_path proxy_cache_use_stale proxy_cache_valid proxy_connect_timeout proxy_cookie_domain
  proxy_cookie_path proxy_headers_hash_bucket_size proxy_hide_header proxy_http_version
  proxy_ignore_client_abort proxy_ignore_headers proxy_intercept_errors proxy_max_temp_file_size
  proxy_method proxy_next_upstream proxy_next_upstream_timeout proxy_next_upstream_tries
  proxy_no_cache proxy_pass_header proxy_pass_request_body proxy_pass_request_headers
  proxy_protocol proxy_read_timeout proxy_redirect proxy_request_buffering proxy_responses
  proxy_send_timeout proxy_set_body proxy_set_header proxy_socket_keepalive proxy_ssl_server_name
  proxy_ssl_name proxy_ssl_verify proxy_store proxy_temp_path proxy_timeout random
  random_index read_ahead real_ip_header real_ip_recursive recursive_error_pages
  referer_hash_max_size
  request_pool_size reset_timedout_connection resolver resolver_timeout rewrite_log satisfy
  scgi_pass secure_link send_timeout sendfile sendfile_max_chunk server_name_in_redirect
  server_names_hash_bucket_size server_names_hash_max_size server_tokens set set_real_ip_from slice
  smtp_auth ssi ssl ssl_certificate ssl_certificate_key ssl_ciphers ssl_client_certificate
  ssl_dhparam
  ssl_ecdh_curve ssl_password_file ssl_prefer_server_ciphers ssl_preread ssl_protocols
  ssl_session_cache ssl_session_tickets ssl_session_timeout ssl_stapling ssl_stapling_verify
  ssl_trusted_certificate ssl_verify_client ssl_verify_depth stub_status sub_filter sub_filter_once
  sub_filter_types subrequest_output_buffer_size tcp_nodelay tcp_nopush thread_pool timer_resolution
  types_hash_bucket_size types_hash_max_size underscores_in_headers uninitialized_variable_warn use
  userid uwsgi_param uwsgi_pass valid_referers variables_hash_bucket_size variables_hash_max_size
  worker_aio_requests worker_cpu_affinity worker_priority worker_rlimit_core worker_rlimit_nofile
  worker_shutdown_timeout working_directory xclient zone`

/** Every directive that is known by name. Source: nginx.org/en/docs/dirindex.html. */
export const KNOWN: ReadonlySet<string> = new Set([
  ...Object.keys(BLOCKS),
  ...Object.keys(PLACES),
  ...OTHERS.trim().split(/\s+/),
])

/** Directives that take no words, or a certain number of them; what is not here takes any. */
export const COUNTS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  listen: [1, 20],
  root: [1, 1],
  alias: [1, 1],
  proxy_pass: [1, 1],
  return: [1, 2],
  events: [0, 0],
  http: [0, 0],
  server_name: [1, 100],
  worker_processes: [1, 1],
  worker_connections: [1, 1],
  try_files: [2, 100],
  autoindex: [1, 1],
  index: [1, 100],
  location: [1, 2],
  upstream: [1, 1],
  include: [1, 1],
  default_type: [1, 1],
  rewrite: [2, 3],
  keepalive_timeout: [1, 2],
}
