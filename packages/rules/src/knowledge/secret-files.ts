import { plainName } from './base-images.ts';

/**
 * Variables with secrets of well-known images, and what the variable is called that takes a file in its place: `_FILE`
 * behind the name unless it says otherwise. From the entrypoint scripts and documentation of the images, read August 2026.
 */
const table = `
postgres postgis/postgis pgvector/pgvector timescale/timescaledb|POSTGRES_PASSWORD
mysql|MYSQL_ROOT_PASSWORD MYSQL_PASSWORD
mariadb|MARIADB_ROOT_PASSWORD MARIADB_PASSWORD MYSQL_ROOT_PASSWORD MYSQL_PASSWORD
mongo|MONGO_INITDB_ROOT_PASSWORD
elasticsearch docker.elastic.co/elasticsearch/elasticsearch|ELASTIC_PASSWORD
influxdb|DOCKER_INFLUXDB_INIT_PASSWORD DOCKER_INFLUXDB_INIT_ADMIN_TOKEN
grafana/grafana|GF_SECURITY_ADMIN_PASSWORD__FILE GF_DATABASE_PASSWORD__FILE GF_SECURITY_SECRET_KEY__FILE
minio/minio|MINIO_ROOT_PASSWORD MINIO_SECRET_KEY
vaultwarden/server|ADMIN_TOKEN SMTP_PASSWORD
nextcloud|NEXTCLOUD_ADMIN_PASSWORD MYSQL_PASSWORD POSTGRES_PASSWORD REDIS_HOST_PASSWORD
wordpress|WORDPRESS_DB_PASSWORD WORDPRESS_AUTH_KEY WORDPRESS_SECURE_AUTH_KEY WORDPRESS_LOGGED_IN_KEY WORDPRESS_NONCE_KEY
n8nio/n8n|N8N_ENCRYPTION_KEY DB_POSTGRESDB_PASSWORD
phpmyadmin|PMA_PASSWORD MYSQL_ROOT_PASSWORD MYSQL_PASSWORD
`;

let files: ReadonlyMap<string, ReadonlyMap<string, string>> | undefined;

/** The variable that takes a file in place of one with a secret; undefined where none is known. `name`: without tag. */
export function fileVariableOf(name: string, variable: string): string | undefined {
  files ??= new Map(
    table
      .trim()
      .split('\n')
      .flatMap((line) => {
        const [images = '', names = ''] = line.split('|');
        const variables = names.split(' ').map((written): [string, string] => {
          const plain = written.replace(/__FILE$/, '');
          return [plain, plain === written ? `${plain}_FILE` : written];
        });
        return images.split(' ').map((image): [string, ReadonlyMap<string, string>] => [image, new Map(variables)]);
      }),
  );
  return files.get(plainName(name))?.get(variable);
}
