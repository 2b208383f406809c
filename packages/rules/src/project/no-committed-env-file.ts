import { baseNameOf, projectRule } from '@plimsoll/core/rule';
import { secretNamesIn } from '../shared/env-files.ts';
import { placesOfValue } from '../shared/service-places.ts';

export default projectRule({
  id: 'project/no-committed-env-file',
  since: '0.1.0',
  category: 'security',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Keep files with credentials out of the repository.',
  why: `
    A file that \`env_file\` names, with credentials in it, is readable for everyone who can read the repository once git
    tracks it, and stays so in its history. Commit an example with empty values (\`.env.example\`), list the file in
    \`.gitignore\`, and change what was committed. Files whose names say that they are examples or for tests are not
    reported, nor values that look like placeholders; values are never shown.
  `,
  sources: [
    'https://docs.docker.com/compose/how-tos/environment-variables/best-practices/',
    'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
  ],
  cwe: [540, 798],
  owasp: ['RULE #12'],
  securitySeverity: 6.5,

  fixable: 'none',
  messages: {
    tracked:
      'git tracks {file}, which gives {service} the values of {names}. Take it out of the repository, and change the credentials.',
  },

  examples: [
    {
      title: 'A file that git tracks (its list stands for the index of git)',
      bad: {
        'compose.yaml': `
          services:
            web:
              image: example/app:1.4
              env_file: .env
        `,
        '.env': `
          DB_PASSWORD=tr0ub4dor-and-3
        `,
        '.git/index': `
          compose.yaml
          .env
        `,
      },
      good: {
        'compose.yaml': `
          services:
            web:
              image: example/app:1.4
              env_file: .env
        `,
        '.env': `
          DB_PASSWORD=tr0ub4dor-and-3
        `,
        '.git/index': `
          compose.yaml
        `,
      },
    },
    {
      title: 'An example',
      good: {
        'compose.yaml': `
          services:
            web:
              image: example/app:1.4
              env_file: .env.example
        `,
        '.env.example': `
          DB_PASSWORD=tr0ub4dor-and-3
        `,
        '.git/index': `
          compose.yaml
          .env.example
        `,
      },
    },
    {
      title: 'Settings without credentials',
      good: {
        'compose.yaml': `
          services:
            web:
              image: example/app:1.4
              env_file: app.env
        `,
        'app.env': `
          LOG_LEVEL=debug
          DB_PASSWORD=
          DB_PASSWORD_FILE=/run/secrets/db
        `,
        '.git/index': `
          compose.yaml
          app.env
        `,
      },
    },
  ],

  on: {
    Service({ name, envFile }, { application, project, report }) {
      for (const { path, projectPath } of envFile) {
        if (projectPath === undefined || project.tracked.get(projectPath)?.tracked !== true) continue;
        const file = application.referenced.get(projectPath);
        if (file?.state !== 'text' || isExample(projectPath)) continue;
        const names = secretNamesIn(file.text);
        if (names.length === 0) continue;
        const listed = names.slice(0, 3).join(', ') + (names.length > 3 ? ' and others' : '');
        const data = { service: name, file: projectPath, names: listed };
        report({ ...placesOfValue(path.origin, name, project), message: 'tracked', data, subject: name });
      }
    },
  },
});

function isExample(path: string): boolean {
  return /(?:^|[._-])(?:examples?|samples?|templates?|tmpl|dist|defaults?|tests?|ci|e2e|demo|fixtures?)(?:[._-]|$)/i.test(
    baseNameOf(path),
  );
}
