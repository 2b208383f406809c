/** A setting by which a well-known program accepts anybody. */
interface OpenSetting {
  readonly names: readonly string[];
  readonly value: RegExp;
  /** What happens, as the rest of `With it ...`. */
  readonly effect: string;
}

const yes = /^(?:1|true|yes|on|y|t)$/i;
const no = /^(?:0|false|no|off|n|f)$/i;
const anything = /./s;

/**
 * Variables that switch authentication off, by the documentation of the images, checked 2026-11-22. MySQL and MariaDB
 * take any text as yes (docker-entrypoint.sh: `-n`).
 */
const environment: readonly OpenSetting[] = [
  {
    names: [
      'MYSQL_ALLOW_EMPTY_PASSWORD',
      'MARIADB_ALLOW_EMPTY_PASSWORD',
      'MARIADB_ALLOW_EMPTY_ROOT_PASSWORD',
      'MYSQL_ALLOW_EMPTY_ROOT_PASSWORD',
    ],
    value: anything,
    effect: 'root of the database has no password',
  },
  { names: ['ALLOW_EMPTY_PASSWORD'], value: yes, effect: 'the program runs without a password' },
  { names: ['POSTGRES_HOST_AUTH_METHOD'], value: /^trust$/i, effect: 'anybody is any user of the database' },
  {
    names: ['ALLOW_ANONYMOUS_LOGIN', 'ALLOW_PLAINTEXT_LISTENER_WITHOUT_AUTH'],
    value: yes,
    effect: 'anybody may log in',
  },
  {
    names: ['xpack.security.enabled', 'XPACK_SECURITY_ENABLED', 'ES_SETTING_XPACK_SECURITY_ENABLED'],
    value: no,
    effect: 'anybody may read and delete all indices',
  },
  {
    names: ['DISABLE_SECURITY_PLUGIN', 'plugins.security.disabled', 'DISABLE_SECURITY_DASHBOARDS_PLUGIN'],
    value: yes,
    effect: 'anybody may read and delete all indices',
  },
  { names: ['NEO4J_AUTH'], value: /^none$/i, effect: 'anybody may read and write the database' },
  { names: ['NEO4J_dbms_security_auth__enabled'], value: no, effect: 'anybody may read and write the database' },
  { names: ['GF_AUTH_ANONYMOUS_ENABLED'], value: yes, effect: 'anybody sees the dashboards' },
  { names: ['AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED'], value: yes, effect: 'anybody may read and write the database' },
  { names: ['COUCHDB_ADMIN_PARTY', 'ME_CONFIG_BASICAUTH_DISABLED'], value: yes, effect: 'anybody is administrator' },
];

/** Words of commands that do the same. */
const commands: readonly { readonly word: RegExp; readonly effect: string }[] = [
  { word: /^--api\.insecure(?:=true)?$/i, effect: 'anybody sees the dashboard and the configuration' },
  { word: /^-?-E?xpack\.security\.enabled=false$/, effect: 'anybody may read and delete all indices' },
  { word: /^--no-?auth(?:entication)?$/, effect: 'anybody may use the program' },
  { word: /^--(?:Notebook|Server|Identity)App\.token=(?:''|"")?$/, effect: 'anybody may run code in the notebook' },
  {
    word: /^--(?:IdentityProvider|ServerApp|NotebookApp)\.token=(?:''|"")?$/,
    effect: 'anybody may run code in the notebook',
  },
  { word: /^--skip-grant-tables$/, effect: 'anybody is any user of the database' },
  { word: /^--auth=none$/, effect: 'anybody may use the program' },
];

/** What a variable opens; undefined if nothing. */
export function openedByVariable(name: string, value: string): string | undefined {
  return environment.find((setting) => setting.names.includes(name) && setting.value.test(value))?.effect;
}

/** What the word of a command opens, with the word behind it; undefined if nothing. */
export function openedByWord(word: string, next: string | undefined): string | undefined {
  if (/^--?protected-mode$/.test(word) && next === 'no') return 'anybody may read and write the database';
  return commands.find((command) => command.word.test(word))?.effect;
}
