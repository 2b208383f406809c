import { baseRuntime, plainName } from './base-images.ts';

/** What the containers of an image need once everything else is taken from them. */
export interface ImageNeeds {
  /** What the names of its commands hold: with another command the container is another program, with other needs. */
  readonly commands: readonly string[];
  /** Undefined where it is not known whether the image runs with a read-only root. */
  readonly files: ImageFiles | undefined;
  /** Capabilities to give back after `cap_drop: [ALL]`; undefined where that is not known. */
  readonly capabilities: readonly string[] | undefined;
  /** True if the program file carries its capabilities itself, and starts as no user without them. */
  readonly fileCapabilities: boolean;
}

/** What an image writes. */
export interface ImageFiles {
  /** Directories for `tmpfs`: what is in them may be lost. */
  readonly scratch: readonly string[];
  /** Directories of data that are no `VOLUME` of the image: they need a volume or bind mount. */
  readonly data: readonly string[];
  /** A directory that, if something is mounted there, makes the image write its configuration. */
  readonly unless: string | undefined;
}

/**
 * One entry a line: images, the words in names of its commands, directories for tmpfs, directories of data that are no
 * volume of the image, capabilities if it starts as root. `?` is not known, `-` is none. Derived from Dockerfiles and
 * entrypoint scripts, and from what the makers document (docker-library, the vendors' repositories on GitHub, state of
 * 2026-08-22), written down 2026-11-22; not run. Left unknown: whatever writes its own configuration (a tmpfs would hide
 * the files of the image), and programs on the JVM that load libraries from /tmp, which a tmpfs of Docker forbids (noexec).
 */
const table = `
postgres postgis/postgis timescale/timescaledb pgvector/pgvector|postgres|/tmp /var/run/postgresql|-|CHOWN DAC_OVERRIDE FOWNER SETGID SETUID
redis|redis|-|-|CHOWN DAC_OVERRIDE SETGID SETUID
valkey/valkey|valkey|-|-|CHOWN DAC_OVERRIDE SETGID SETUID
mysql|mysql|/tmp /var/run/mysqld /var/lib/mysql-files|-|CHOWN DAC_OVERRIDE SETGID SETUID
mariadb|mariadb mysqld|/tmp /run/mysqld|-|CHOWN DAC_OVERRIDE SETGID SETUID
mongo|mongo|/tmp|-|CHOWN DAC_OVERRIDE SETGID SETUID
rabbitmq|rabbitmq|?|?|CHOWN DAC_OVERRIDE SETGID SETUID
memcached|memcached|-|-|?
telegraf|telegraf|?|?|SETGID SETUID
nginx|nginx|/var/cache/nginx /run|-|CHOWN NET_BIND_SERVICE SETGID SETUID
nginxinc/nginx-unprivileged ghcr.io/nginx/nginx-unprivileged ghcr.io/nginxinc/nginx-unprivileged quay.io/nginx/nginx-unprivileged|nginx|/tmp|-|?
httpd|httpd|/usr/local/apache2/logs|-|NET_BIND_SERVICE SETGID SETUID
haproxy|haproxy|-|-|?
caddy|caddy|-|/config /data|NET_BIND_SERVICE
traefik|traefik|?|?|NET_BIND_SERVICE
ghost|ghost current/index.js|/tmp|-|CHOWN DAC_OVERRIDE SETGID SETUID
wordpress|apache2-foreground php-fpm|/tmp /run|-|CHOWN DAC_OVERRIDE NET_BIND_SERVICE SETGID SETUID
nextcloud|apache2-foreground php-fpm|?|?|CHOWN DAC_OVERRIDE FOWNER NET_BIND_SERVICE SETGID SETUID
grafana/grafana grafana/grafana-oss grafana/grafana-enterprise|grafana|/tmp /var/log/grafana|/var/lib/grafana|?
grafana/loki|loki|-|/loki|?
grafana/tempo|tempo|-|/var/tempo|?
prom/prometheus quay.io/prometheus/prometheus|prometheus|-|-|?
prom/alertmanager quay.io/prometheus/alertmanager|alertmanager|-|-|?
prom/node-exporter quay.io/prometheus/node-exporter|node_exporter|-|-|?
elasticsearch docker.elastic.co/elasticsearch/elasticsearch|elasticsearch|?|?|?
kibana docker.elastic.co/kibana/kibana|kibana|?|?|?
logstash docker.elastic.co/logstash/logstash|logstash|?|?|?
opensearchproject/opensearch|opensearch|?|?|?
solr|solr|?|?|?
apache/kafka|kafka|?|?|?
jenkins/jenkins|jenkins|?|?|?
sonarqube|sonar|?|?|?
n8nio/n8n docker.n8n.io/n8nio/n8n|n8n|?|?|?
registry|registry|-|-|?
minio/minio quay.io/minio/minio|minio server|-|-|?
vaultwarden/server ghcr.io/dani-garcia/vaultwarden|vaultwarden|/tmp|-|?
cloudflare/cloudflared|cloudflared tunnel|-|-|?
quay.io/oauth2-proxy/oauth2-proxy|oauth2-proxy|-|-|?
`;

/** Programs that a user who is not root can't start without the capability (docker-library, caddy, `setcap`). */
const withFileCapabilities: ReadonlySet<string> = new Set(['caddy']);

/** nginx renders what is mounted there into /etc/nginx/conf.d (its 20-envsubst-on-templates.sh). */
const templates = '/etc/nginx/templates';

let needs: ReadonlyMap<string, ImageNeeds> | undefined;

/**
 * What is known of an image, or undefined. `name`: without tag and digest; `tag`: undefined for `latest`. Capabilities are
 * those of a container that starts as the image says; one that starts without privileges needs none.
 */
export function imageNeeds(name: string, tag: string | undefined): ImageNeeds | undefined {
  needs ??= readTable();
  const plain = plainName(name);
  const found = needs.get(plain);
  const starts = baseRuntime(name, tag)?.starts;
  if (!found || starts === 'windows') return undefined;
  return starts === 'other' && !found.fileCapabilities ? { ...found, capabilities: [] } : found;
}

function readTable(): ReadonlyMap<string, ImageNeeds> {
  const read = new Map<string, ImageNeeds>();
  for (const line of table.trim().split('\n')) {
    const [images = '', commands = '', scratch = '', data = '', capabilities = ''] = line.split('|');
    const [tmpfs, volumes] = [listOf(scratch), listOf(data)];
    for (const image of images.split(' ')) {
      read.set(image, {
        commands: commands.split(' '),
        files: tmpfs && { scratch: tmpfs, data: volumes ?? [], unless: /nginx/.test(image) ? templates : undefined },
        capabilities: listOf(capabilities),
        fileCapabilities: withFileCapabilities.has(image),
      });
    }
  }
  return read;
}

/** Undefined for what is not known. */
function listOf(text: string): readonly string[] | undefined {
  if (text === '?') return undefined;
  return text === '-' ? [] : text.split(' ');
}
