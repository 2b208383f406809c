import { composeModel, composeRule, replace, textAt } from '@plimsoll/core/rule';
import { isRefused } from '../shared/compose-problems.ts';
import { isOwnValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/valid-project-name',
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Name the project as Docker Compose will.',
  why: `
    The name of a project has lower-case letters, digits, \`-\` and \`_\`. Docker Compose changes a name that has anything else without
    a word, so that containers and volumes are called otherwise than the file says, and refuses the same name after \`-p\`.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/version-and-name/#name-top-level-element'],

  fixable: 'safe',
  fixTitle: 'Write the name that Docker Compose makes of it',
  messages: {
    changed: 'Docker Compose makes "{made}" of the project name "{name}". Write it so.',
  },

  examples: [
    {
      title: 'Capital letters',
      bad: `
        name: MyApp
        services:
          app:
            image: example/app:1.4
      `,
      good: `
        name: myapp
        services:
          app:
            image: example/app:1.4
      `,
    },
  ],

  on: {
    Application({ name }, { application, project, report }) {
      const value = name?.value;
      if (!name || value === undefined || name.origin.synthetic || !project.targets.has(name.origin.source.path))
        return;
      const made = value
        .toLowerCase()
        .replace(/[^-_a-z0-9]/g, '')
        .replace(/^[-_]+/, '');
      if (made === value || made === '' || isRefused(composeModel(application), name.origin)) return;
      const canFix = isOwnValue(name) && textAt(name.origin) === value;
      const fix = canFix ? () => [replace(name.origin, made)] : null;
      report({ at: name.origin, message: 'changed', data: { made, name: value }, fix });
    },
  },
});
