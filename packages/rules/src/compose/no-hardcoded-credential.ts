import { composeRule, option, type Service, type Variable } from '@plimsoll/core/rule';
import { connectionPasswords, holdsToken, isSecretPair } from '../shared/secret-values.ts';
import { aboutValue } from '../shared/service-places.ts';
import { shippedText } from '../shared/shipped-texts.ts';

export default composeRule({
  id: 'compose/no-hardcoded-credential',
  aliases: ['compose-lint/CL-0020'],
  since: '0.1.0',
  category: 'security',
  severity: 'warning',
  presets: ['recommended'],
  atMost: { fallback: 'info' },

  summary: 'Keep passwords, tokens and keys out of the Compose file.',
  why: `
    Who can read the repository, now or later in its history, has what is written in it. And what stands in the
    environment shows in \`docker inspect\`, in logs of crashes, and in every process that the service starts. Let a
    variable without default fill it in (\`\${DB_PASSWORD:?}\`), or better mount it as a secret where the image reads files.
    A default in the file is a secret in the file: whoever sets nothing runs with it. Reported are environments, build
    arguments, labels and hooks, by names that speak of secrets and by the formats of tokens; never what switches,
    lifetimes, paths or names of users say.
  `,
  sources: [
    'https://docs.docker.com/compose/how-tos/use-secrets/',
    'https://docs.docker.com/compose/how-tos/environment-variables/best-practices/',
    'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
  ],
  cwe: [798, 312],
  owasp: ['RULE #12'],
  securitySeverity: 7.5,

  fixable: 'none',
  options: {
    ignoreNames: option.strings({ default: [], summary: 'Variables whose values are no secrets.' }),
    ignoreValues: option.strings({ default: [], summary: 'Values that are no secrets, such as `changeme`.' }),
  },
  messages: {
    value:
      'The value of {name} is in the file, so whoever reads the repository has it. Use a variable without default, or a secret.',
    fallback:
      'The default for {name} is in the file, so whoever sets nothing runs with a secret that others know. Leave out the default, or use a secret.',
    token:
      'The value of {name} has the format of a token or private key, and whoever reads the repository has it. Revoke it, and use a variable or a secret.',
  },

  examples: [
    {
      title: 'A password',
      bad: `
        services:
          db:
            image: postgres:17
            environment:
              POSTGRES_PASSWORD: correct-horse
      `,
      good: `
        services:
          db:
            image: postgres:17
            environment:
              POSTGRES_PASSWORD_FILE: /run/secrets/db-password
            secrets: [db-password]
        secrets:
          db-password:
            file: ./db-password.txt
      `,
    },
    {
      title: 'A default',
      bad: `
        services:
          app:
            image: example/app:1.4
            environment:
              - API_TOKEN=\${API_TOKEN:-correct-horse}
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            environment:
              - API_TOKEN=\${API_TOKEN:?}
      `,
    },
  ],

  on: {
    Service(service, { options, project, report }) {
      for (const variable of variablesOfService(service)) {
        const { name, value: field } = variable;
        const shipped = shippedText(field);
        // A password in an address is for compose/no-credential-in-url.
        if (!field || !shipped || shipped.text === '' || connectionPasswords(shipped.text).length > 0) continue;
        const { text, isDefault } = shipped;
        if (options.ignoreNames.includes(name) || options.ignoreValues.includes(text)) continue;
        const common = { ...aboutValue(field, service, project), data: { name } };
        if (holdsToken(text)) report({ ...common, message: 'token' });
        else if (!isSecretPair(name, text)) continue;
        else if (isDefault) report({ ...common, message: 'fallback' });
        else report({ ...common, message: 'value' });
      }
    },
  },
});

function variablesOfService(service: Service): readonly Variable[] {
  return [
    ...service.environment,
    ...(service.build?.args ?? []),
    ...service.labels,
    ...service.hooks.flatMap(({ environment }) => environment),
  ];
}
