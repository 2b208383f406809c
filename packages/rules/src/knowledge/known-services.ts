import { plainName } from './base-images.ts';

/** A data store, broker or console by its images. */
export interface KnownService {
  readonly title: string;
  /** Ports at which it answers. */
  readonly ports: readonly number[];
  /** Where it keeps data; any of them. Empty if a cache, or not known. */
  readonly data: readonly string[];
  /** False if the image is known to declare no health check; undefined where nobody looked. */
  readonly hasCheck: false | undefined;
}

/**
 * Images of data stores, brokers and their consoles: title, ports, directories of data, then the images. Of
 * docker-library from the Dockerfiles (`VOLUME`, `EXPOSE`), read in August 2026; the others from what their makers
 * document, written down 2026-11-22. Caches have no directory, as losing them is what they are for.
 */
const table = `
PostgreSQL|5432|/var/lib/postgresql/data /var/lib/postgresql|postgres postgis/postgis pgvector/pgvector timescale/timescaledb
PostgreSQL|5432|/bitnami/postgresql|bitnami/postgresql bitnamilegacy/postgresql
MySQL|3306 33060|/var/lib/mysql|mysql mysql/mysql-server percona
MySQL|3306|/bitnami/mysql|bitnami/mysql
MariaDB|3306|/var/lib/mysql|mariadb
MariaDB|3306|/bitnami/mariadb|bitnami/mariadb
MongoDB|27017|/data/db|mongo
MongoDB|27017|/bitnami/mongodb|bitnami/mongodb
Redis|6379||redis redis/redis-stack redis/redis-stack-server bitnami/redis
Valkey|6379||valkey/valkey
Memcached|11211||memcached bitnami/memcached
RabbitMQ|5672 15672|/var/lib/rabbitmq|rabbitmq
Elasticsearch|9200 9300|/usr/share/elasticsearch/data|elasticsearch docker.elastic.co/elasticsearch/elasticsearch
OpenSearch|9200 9300|/usr/share/opensearch/data|opensearchproject/opensearch
Kibana|5601||kibana docker.elastic.co/kibana/kibana
Cassandra|9042|/var/lib/cassandra|cassandra
ScyllaDB|9042|/var/lib/scylla|scylladb/scylla
CouchDB|5984|/opt/couchdb/data|couchdb
InfluxDB|8086|/var/lib/influxdb2 /var/lib/influxdb|influxdb
ClickHouse|8123 9000|/var/lib/clickhouse|clickhouse/clickhouse-server clickhouse yandex/clickhouse-server
ZooKeeper|2181|/data|zookeeper
ZooKeeper|2181|/var/lib/zookeeper/data|confluentinc/cp-zookeeper
Kafka|9092|/var/lib/kafka/data|apache/kafka confluentinc/cp-kafka
Kafka|9092|/bitnami/kafka|bitnami/kafka
SQL Server|1433|/var/opt/mssql|mcr.microsoft.com/mssql/server
Neo4j|7474 7687|/data|neo4j
Solr|8983|/var/solr|solr
etcd|2379 2380||quay.io/coreos/etcd bitnami/etcd gcr.io/etcd-development/etcd
Consul|8500|/consul/data|consul hashicorp/consul
Vault|8200||vault hashicorp/vault
MinIO|9000 9001|/data|minio/minio quay.io/minio/minio
NATS|4222||nats
ArangoDB|8529|/var/lib/arangodb3|arangodb
CockroachDB|26257|/cockroach/cockroach-data|cockroachdb/cockroach
Adminer|8080||adminer
phpMyAdmin|80||phpmyadmin phpmyadmin/phpmyadmin
pgAdmin|80||dpage/pgadmin4
Mongo Express|8081||mongo-express
`;

/** Images whose Dockerfiles, read in August 2026, have no HEALTHCHECK. */
const withoutCheck: ReadonlySet<string> = new Set(
  (
    'postgres postgis/postgis pgvector/pgvector timescale/timescaledb mysql mariadb mongo redis valkey/valkey memcached ' +
    'rabbitmq elasticsearch kibana opensearchproject/opensearch cassandra couchdb influxdb clickhouse/clickhouse-server ' +
    'zookeeper solr apache/kafka mcr.microsoft.com/mssql/server minio/minio hashicorp/vault hashicorp/consul nats adminer ' +
    'phpmyadmin'
  ).split(' '),
);

let services: ReadonlyMap<string, KnownService> | undefined;

/** What is known of an image; undefined for others. `name`: without tag and digest. */
export function knownServiceOf(name: string): KnownService | undefined {
  services ??= new Map(
    table
      .trim()
      .split('\n')
      .flatMap((line) => {
        const [title = '', ports = '', data = '', images = ''] = line.split('|');
        const service = { title, ports: ports.split(' ').map(Number), data: data.split(' ').filter(Boolean) };
        return images.split(' ').map((image): [string, KnownService] => {
          return [image, { ...service, hasCheck: withoutCheck.has(image) ? false : undefined }];
        });
      }),
  );
  return services.get(plainName(name));
}

/**
 * Container ports that say by themselves what answers. From the registry of IANA and the makers' documentation, written
 * down 2026-11-22; ports that many programs share (9000, 8080) need the image.
 */
const tellingPorts: ReadonlyMap<number, string> = new Map([
  [5432, 'PostgreSQL'],
  [3306, 'MySQL'],
  [33060, 'MySQL'],
  [1433, 'SQL Server'],
  [1521, 'Oracle Database'],
  [27017, 'MongoDB'],
  [6379, 'Redis'],
  [26379, 'Redis Sentinel'],
  [11211, 'Memcached'],
  [9200, 'Elasticsearch'],
  [9300, 'Elasticsearch'],
  [9042, 'Cassandra'],
  [5984, 'CouchDB'],
  [7687, 'Neo4j'],
  [2181, 'ZooKeeper'],
  [5672, 'RabbitMQ'],
  [15672, 'RabbitMQ'],
  [26257, 'CockroachDB'],
  [8529, 'ArangoDB'],
  [2379, 'etcd'],
  [2380, 'etcd'],
  [2375, 'the Docker engine without TLS'],
  [5900, 'VNC'],
  [3389, 'remote desktop'],
]);

/** What answers at a port of a container; undefined if that may be anything. `store`: what its image is. */
export function serviceAtPort(port: number, store: KnownService | undefined): string | undefined {
  return store?.ports.includes(port) ? store.title : tellingPorts.get(port);
}
