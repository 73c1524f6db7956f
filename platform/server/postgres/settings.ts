/** What differs between one embedded cluster and another. */
export interface Placement {
  /** Folder of the unix socket; undefined: loopback TCP on `port` (Windows). */
  readonly socket: string | undefined
  readonly port: number
  readonly localSettings: string
  /** Tests only: give up durability for speed. */
  readonly fsync: boolean
}

/**
 * The engine's settings for one town on one small machine (whole default start ≤ 400 MB).
 * Durability is never traded away: fsync, full pages and synchronous commit stay on outside tests.
 */
export function settingsText(placement: Placement): string {
  const quote = (value: string): string => `'${value.replaceAll("'", "''")}'`
  const lines: [string, string][] = [
    ['listen_addresses', placement.socket === undefined ? quote('127.0.0.1') : "''"],
    ['port', String(placement.port)],
    ['unix_socket_directories', placement.socket === undefined ? "''" : quote(`"${placement.socket}"`)],
    ['unix_socket_permissions', '0700'],
    ['cluster_name', "'sihe'"],
    ['max_connections', '40'],
    ['superuser_reserved_connections', '3'],
    ['shared_buffers', '64MB'],
    ['work_mem', '8MB'],
    ['maintenance_work_mem', '48MB'],
    ['effective_cache_size', '512MB'],
    ['random_page_cost', '1.1'],
    ['jit', 'off'],
    // Parallel workers need /dev/shm, 64 MB in a container by default, and two cores gain little.
    ['max_parallel_workers_per_gather', '0'],
    ['max_worker_processes', '4'],
    ['io_method', "'sync'"], // PostgreSQL 18 would start three more processes for reading
    ['huge_pages', 'off'],
    ['fsync', placement.fsync ? 'on' : 'off'],
    ['full_page_writes', placement.fsync ? 'on' : 'off'],
    ['synchronous_commit', placement.fsync ? 'on' : 'off'],
    ['wal_level', 'replica'], // keeps pg_backup_start possible
    ['max_wal_senders', '0'],
    ['max_logical_replication_workers', '0'],
    ['max_wal_size', '512MB'],
    ['min_wal_size', '64MB'],
    // Counts over a million cases are 5–8 times slower with a stale visibility map: vacuum early.
    ['autovacuum_max_workers', '2'],
    ['autovacuum_naptime', "'30s'"],
    ['autovacuum_vacuum_scale_factor', '0.05'],
    ['autovacuum_vacuum_insert_scale_factor', '0.05'],
    ['autovacuum_analyze_scale_factor', '0.05'],
    ['idle_in_transaction_session_timeout', "'60s'"],
    ['timezone', "'Asia/Shanghai'"],
    ['log_timezone', "'Asia/Shanghai'"],
    // The log must not carry people's data: no statements, no failing rows ("Key (phone)=…").
    ['log_min_messages', 'error'],
    ['log_min_error_statement', 'panic'],
    ['log_error_verbosity', 'terse'],
    ['log_checkpoints', 'off'],
    ['log_line_prefix', "'%m [%p] '"],
  ]
  return `${lines.map(([name, value]) => `${name} = ${value}`).join('\n')}\ninclude_if_exists = ${quote(placement.localSettings)}\n`
}
