/**
 * How a base image starts. `root`: as root. `root-drops`: as root, and its own entrypoint steps down to a service user.
 * `root-unread`: as root, with an entrypoint that nobody read. `other`: as a user without privileges. `windows`: there
 * is no root.
 */
export type StartUser = 'root' | 'root-drops' | 'root-unread' | 'other' | 'windows';

export interface BaseRuntime {
  readonly starts: StartUser;
  /** An account without privileges that the image brings for its users. */
  readonly account: string | undefined;
  /** An image of the same program, without tag, that starts without privileges. */
  readonly sibling: string | undefined;
  /** Its own command is a shell, a prompt or none: it only runs something once it is told what. */
  readonly idle: boolean;
}

/**
 * One image a line: how it starts, its names, then `tag-pattern=state` where a tag differs (first match counts) and
 * `user:NAME`, `use:IMAGE` and `idle:`, which are the account, the sibling and idleness below. Read from the images' Dockerfiles and entrypoint scripts and their documentation, state of 2026-08-22,
 * written down 2026-11-22: docker-library, the vendors' repositories on GitHub. That distributions and plain languages
 * (the last lines) start as root is general knowledge.
 */
const runtimeTable = `
root-drops postgres postgis/postgis timescale/timescaledb pgvector/pgvector
root-drops redis
root-drops valkey/valkey
root-drops mysql
root-drops mariadb *ubi*=other
root-drops mongo
root-drops rabbitmq
root-drops cassandra
root-drops influxdb 1.*=other 3*=other
root-drops telegraf
root-drops clickhouse/clickhouse-server clickhouse
root-drops zookeeper
root-drops envoyproxy/envoy *distroless*=other
root-drops ghost
root-drops hashicorp/consul *-ubi=other
root-drops eclipse-mosquitto
root-drops gitea/gitea *rootless*=other
root-unread couchdb
root-unread hashicorp/vault
root-unread minio/minio quay.io/minio/minio
other memcached
other elasticsearch docker.elastic.co/elasticsearch/elasticsearch docker.elastic.co/elasticsearch/elasticsearch-oss
other kibana docker.elastic.co/kibana/kibana docker.elastic.co/kibana/kibana-oss
other logstash docker.elastic.co/logstash/logstash docker.elastic.co/logstash/logstash-oss
other opensearchproject/opensearch
other solr
other apache/kafka
other mcr.microsoft.com/mssql/server 2017*=root
other nginxinc/nginx-unprivileged ghcr.io/nginx/nginx-unprivileged ghcr.io/nginxinc/nginx-unprivileged quay.io/nginx/nginx-unprivileged
other haproxy 1*=root 2.0*=root 2.2*=root
other jenkins/jenkins
other grafana/grafana grafana/grafana-oss grafana/grafana-enterprise
other grafana/loki
other grafana/tempo
other prom/prometheus quay.io/prometheus/prometheus
other prom/node-exporter quay.io/prometheus/node-exporter
other prom/alertmanager quay.io/prometheus/alertmanager
other quay.io/keycloak/keycloak keycloak/keycloak
other sonarqube
other n8nio/n8n docker.n8n.io/n8nio/n8n
other adminer
other cloudflare/cloudflared
other otel/opentelemetry-collector-contrib ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-contrib
other quay.io/oauth2-proxy/oauth2-proxy
root nginx use:nginxinc/nginx-unprivileged
root httpd
root caddy
root traefik
root python idle:
root node user:node idle:
root ruby idle:
root golang idle:
root rust idle:
root php user:www-data idle:
root eclipse-temurin idle:
root maven idle:
root gradle user:gradle idle:
root gcc idle:
root buildpack-deps idle:
root oven/bun user:bun idle:
root denoland/deno user:deno idle:
root idle: mcr.microsoft.com/dotnet/aspnet mcr.microsoft.com/dotnet/runtime mcr.microsoft.com/dotnet/runtime-deps *chiseled*=other *distroless*=other *nanoserver*=windows *windowsservercore*=windows
root idle: mcr.microsoft.com/dotnet/sdk *nanoserver*=windows *windowsservercore*=windows
root vaultwarden/server ghcr.io/dani-garcia/vaultwarden
root nextcloud
root wordpress cli*=other *-cli*=other
root tomcat
root docker *rootless*=other
root registry
root nats
root phpmyadmin phpmyadmin/phpmyadmin
root portainer/portainer-ce
root axllent/mailpit
root idle: alpine debian ubuntu busybox amazonlinux oraclelinux centos fedora rockylinux almalinux archlinux
root idle: public.ecr.aws/amazonlinux/amazonlinux ghcr.io/oracle/oraclelinux quay.io/centos/centos quay.io/fedora/fedora opensuse/leap opensuse/tumbleweed redhat/ubi8 redhat/ubi8-minimal redhat/ubi8-micro redhat/ubi9 redhat/ubi9-minimal redhat/ubi9-micro redhat/ubi10 redhat/ubi10-minimal redhat/ubi10-micro
root idle: perl erlang elixir haskell swift pypy openjdk amazoncorretto java jruby bash
`;

/** Names below a prefix. The first that fits counts, and only where the table has no line. Sources as above. */
const namePatterns: readonly (readonly [pattern: RegExp, starts: StartUser])[] = [
  [/^(cgr\.dev\/)?chainguard(-private)?\//, 'other'],
  [/^(bitnami|bitnamilegacy|bitnamisecure)\//, 'other'],
  [/^gcr\.io\/distroless\//, 'root'],
  [/^registry\.access\.redhat\.com\/(ubi\d+|ubi\d+\/ubi(-minimal|-micro|-init)?|ubi\d+-minimal)$/, 'root'],
  // The s2i images of Red Hat run as uid 1001 or 185.
  [
    /^registry\.access\.redhat\.com\/ubi\d+\/(nodejs|python|ruby|php|nginx|httpd|perl|go-toolset|openjdk|dotnet)(-|$)/,
    'other',
  ],
  [/^mcr\.microsoft\.com\/(windows|windowsservercore-insider|nanoserver-insider|windows-insider)(\/|$)/, 'windows'],
  [/^(mcr\.microsoft\.com\/)?microsoft\/(nanoserver|windowsservercore|iis|aspnet|dotnet-framework)/, 'windows'],
  [/^mcr\.microsoft\.com\/dotnet\/framework\//, 'windows'],
  // Others say it in their names.
  [/(^|[/_.-])(windows|windowsservercore|nanoserver)([/_.-]|$)/, 'windows'],
];

/** Mirrors and per-architecture copies of the Docker Official Images; the rest of the name is the official one. */
const officialPrefix =
  /^(docker\.io\/library\/|index\.docker\.io\/library\/|library\/|public\.ecr\.aws\/docker\/library\/|mirror\.gcr\.io\/library\/|(docker\.io\/)?(amd64|armhf|aarch64|arm32v5|arm32v6|arm32v7|arm64v8|i386|mips64le|ppc64le|riscv64|s390x)\/(?=[^/]+$)|docker\.io\/(?=[^/]+\/))/;

/** The name by which the tables know an image: `python` for `docker.io/library/python` and `arm64v8/python`. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(officialPrefix, '');
}

interface RuntimeLine {
  readonly runtime: BaseRuntime;
  readonly tags: readonly (readonly [pattern: string, starts: StartUser])[];
}

let runtimes: ReadonlyMap<string, RuntimeLine> | undefined;

/**
 * How an image starts, or undefined where it is not known. `name`: without tag and digest. `tag`: undefined for none,
 * which means `latest`, or where only a digest is given.
 */
export function baseRuntime(name: string, tag: string | undefined): BaseRuntime | undefined {
  runtimes ??= readRuntimes();
  const plain = plainName(name);
  if (tag !== undefined && /nanoserver|windowsservercore/.test(tag)) return plainly('windows');
  const line = runtimes.get(plain);
  if (line) {
    const own = line.tags.find(([pattern]) => fits(tag ?? 'latest', pattern));
    if (own) return plainly(own[1]);
    // PHP with a server beside the one for the command line.
    return line.runtime.idle && /apache|fpm/.test(tag ?? '') ? { ...line.runtime, idle: false } : line.runtime;
  }
  // Vendors who publish for both users name the tag so: distroless and others.
  if (tag !== undefined && /(^|[-_])(nonroot|rootless|unprivileged)($|[-_])/.test(tag)) return plainly('other');
  const starts = namePatterns.find(([pattern]) => pattern.test(plain))?.[1];
  // Those of the patterns that start as root are distroless and UBI, which run nothing by themselves.
  return starts && { ...plainly(starts), idle: starts === 'root' };
}

function plainly(starts: StartUser): BaseRuntime {
  return { starts, account: undefined, sibling: undefined, idle: false };
}

function readRuntimes(): ReadonlyMap<string, RuntimeLine> {
  const lines = new Map<string, RuntimeLine>();
  for (const text of runtimeTable.trim().split('\n')) {
    const [starts = '', ...words] = text.split(' ');
    const about = (prefix: string): string | undefined =>
      words.find((word) => word.startsWith(prefix))?.slice(prefix.length);
    const tags = words.flatMap((word): RuntimeLine['tags'] => {
      const equals = word.indexOf('=');
      return equals === -1 ? [] : [[word.slice(0, equals), startUser(word.slice(equals + 1))]];
    });
    const runtime: BaseRuntime = {
      starts: startUser(starts),
      account: about('user:'),
      sibling: about('use:'),
      idle: about('idle:') !== undefined,
    };
    for (const word of words) if (!word.includes('=') && !word.includes(':')) lines.set(word, { runtime, tags });
  }
  return lines;
}

function startUser(text: string): StartUser {
  switch (text) {
    case 'root':
    case 'root-drops':
    case 'root-unread':
    case 'other':
    case 'windows':
      return text;
    default:
      throw new Error(`"${text}" is not a way to start an image`);
  }
}

/** `*` at the ends of a pattern stands for anything. */
function fits(tag: string, pattern: string): boolean {
  const starts = pattern.startsWith('*');
  const ends = pattern.endsWith('*');
  const inner = pattern.slice(starts ? 1 : 0, ends ? -1 : undefined);
  if (starts && ends) return tag.includes(inner);
  if (starts) return tag.endsWith(inner);
  return ends ? tag.startsWith(inner) : tag === inner;
}
