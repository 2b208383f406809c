import { composeRule, type Service, type TextField } from '@plimsoll/core/rule';
import { connectionPasswords } from '../shared/secret-values.ts';
import { aboutPart, shippedText } from '../shared/shipped-texts.ts';

export default composeRule({
  id: 'compose/no-credential-in-url',
  aliases: ['compose-lint/CL-0021'],
  since: '0.1.0',
  category: 'security',
  severity: 'warning',
  presets: ['recommended'],
  atMost: { fallback: 'info' },

  summary: 'Write no password into a URL or connection string.',
  why: `
    A password inside \`postgres://user:password@db\` is as readable as one by itself, and is copied along wherever the URL
    goes: into logs, error messages and lists of processes. Put a variable without default in its place. The environment,
    labels, build arguments and commands are read, in URLs and in the \`Password=...;\` of ADO.NET and JDBC.
  `,
  sources: [
    'https://docs.docker.com/compose/how-tos/use-secrets/',
    'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
  ],
  cwe: [798, 312],
  owasp: ['RULE #12'],
  securitySeverity: 7.5,

  fixable: 'none',
  messages: {
    password:
      'A password is written into this address, so whoever reads the repository or a log has it. Put a variable without default in its place.',
    fallback:
      'The default holds an address with a password, with which runs whoever sets nothing. Leave the password out of it.',
  },

  examples: [
    {
      title: 'The password of a database',
      bad: `
        services:
          app:
            image: example/app:1.4
            environment:
              DATABASE_URL: postgres://app:correct-horse@db/app
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            environment:
              DATABASE_URL: postgres://app:\${DB_PASSWORD:?}@db/app
      `,
    },
    {
      title: 'A default',
      bad: `
        services:
          app:
            image: example/app:1.4
            environment:
              REDIS_URL: \${REDIS_URL:-redis://:correct-horse@cache}
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      for (const field of textsOfService(service)) {
        const shipped = shippedText(field);
        // Beside a variable the rest of the text is still in the file.
        const text = shipped?.text ?? field.raw.text;
        const [span] = connectionPasswords(text);
        if (!span) continue;
        const at = aboutPart(field, { text, span }, { service, project });
        report({ ...at, message: shipped?.isDefault ? 'fallback' : 'password' });
      }
    },
  },
});

function textsOfService(service: Service): readonly TextField[] {
  const { environment, labels, build, command, entrypoint, healthcheck, hooks } = service;
  const variables = [...environment, ...labels, ...(build?.args ?? []), ...hooks.flatMap((hook) => hook.environment)];
  const commands = [command, entrypoint, healthcheck?.test, ...hooks.map((hook) => hook.command)];
  return [...variables.flatMap(({ value }) => value ?? []), ...commands.flatMap((field) => field?.parts ?? [])];
}
