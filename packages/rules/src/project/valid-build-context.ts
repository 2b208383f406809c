import { projectRule } from '@plimsoll/core/rule';
import { placesOfValue } from '../shared/service-places.ts';
import { hasCertainPaths } from '../shared/whole-application.ts';

export default projectRule({
  id: 'project/valid-build-context',
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Build from a directory that exists.',
  why: `
    \`build.context\` is the directory whose files a build may copy, relative to the Compose file that names it. Docker
    Compose loads a file whose context does not exist, and then the build fails. A context outside of what is linted is
    not looked at, and a URL or another service is none.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/build/#context'],

  fixable: 'none',
  messages: {
    missing:
      'The service {service} is built from {path}, which does not exist, so the build fails. Paths are relative to the Compose file that names them.',
    noDirectory:
      'The service {service} is built from {path}, which is a file, so the build fails. Name its directory as the context, and the file with dockerfile.',
  },

  examples: [
    {
      title: 'A misspelt directory',
      bad: {
        'compose.yaml': `
          services:
            api:
              build: ./appi
        `,
        'api/Dockerfile': `
          FROM node:24-slim
        `,
      },
      good: {
        'compose.yaml': `
          services:
            api:
              build: ./api
        `,
        'api/Dockerfile': `
          FROM node:24-slim
        `,
      },
    },
    {
      title: 'The Dockerfile in place of its directory',
      bad: {
        'compose.yaml': `
          services:
            api:
              build: ./api/Dockerfile
        `,
        'api/Dockerfile': `
          FROM node:24-slim
        `,
      },
    },
  ],

  on: {
    Service({ name, build }, { application, project, report }) {
      const path = build?.contextPath;
      // A part of an application stands beside its base, and paths are relative to that.
      if (!build?.context || path === undefined || !hasCertainPaths(application, project)) return;
      const what = project.existing.get(path)?.what;
      if (what !== 'missing' && what !== 'file') return;
      const message = what === 'missing' ? 'missing' : 'noDirectory';
      report({
        ...placesOfValue(build.context.origin, name, project),
        message,
        data: { service: name, path },
        subject: name,
      });
    },
  },
});
