import { composeRule } from '@plimsoll/core/rule';
import { fileVariableOf } from '../knowledge/secret-files.ts';
import { repositoryOf } from '../shared/image-names.ts';
import { placesOfValue } from '../shared/service-places.ts';
import { shippedText } from '../shared/shipped-texts.ts';

export default composeRule({
  id: 'compose/prefer-secrets',
  since: '0.1.0',
  category: 'security',
  severity: 'info',
  presets: ['strict'],

  summary: 'Hand secrets over as files where the image reads them.',
  why: `
    What stands in the environment shows in \`docker inspect\`, in crash reports, and in every process that the
    service starts. The image of this service reads the same secret from a file, which \`secrets\` mounts for it
    alone. Literal values are the business of compose/no-hardcoded-credential.
  `,
  sources: [
    'https://docs.docker.com/compose/how-tos/use-secrets/',
    'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
  ],
  cwe: [526],
  owasp: ['RULE #12'],
  securitySeverity: 3,

  fixable: 'none',
  messages: {
    environment:
      '{name} is in the environment of {service}, where docker inspect shows it. The image also reads it from a file: set {file} to /run/secrets/NAME, and list the secret.',
  },

  examples: [
    {
      title: 'A password in the environment',
      bad: `
        services:
          db:
            image: postgres:17
            environment:
              POSTGRES_PASSWORD: \${DB_PASSWORD}
      `,
      good: `
        services:
          db:
            image: postgres:17
            environment:
              POSTGRES_PASSWORD_FILE: /run/secrets/db
            secrets: [db]
        secrets:
          db:
            environment: DB_PASSWORD
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      const image = service.image?.value;
      if (image === undefined || service.build || service.provider) return;
      for (const { name, nameAt, origin, value } of service.environment) {
        const file = fileVariableOf(repositoryOf(image), name);
        if (file === undefined || value?.value === '' || shippedText(value)) continue;
        const places = placesOfValue(origin, service.name, project);
        const at = project.targets.has(nameAt.source.path) ? nameAt : places.at;
        report({
          ...places,
          at,
          subject: service.name,
          message: 'environment',
          data: { service: service.name, name, file },
        });
      }
    },
  },
});
