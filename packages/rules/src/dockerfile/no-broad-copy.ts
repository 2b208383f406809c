import { type Build, contextsOf, dockerfileRule, option, type Project, stageGraph } from '@plimsoll/core/rule';
import { broadSource } from '../shared/broad-copies.ts';

export default dockerfileRule({
  id: 'dockerfile/no-broad-copy',
  aliases: ['droast/DF007'],
  since: '0.1.0',
  category: 'performance',
  severity: 'info',
  presets: [],

  summary: 'Name what is copied instead of copying all of the build context.',
  why: `
    \`COPY . .\` takes whatever lies in the directory, now and later: a change of any file builds the layer anew, and a new
    file with secrets is in the image before anybody thinks of it. That is common in stages to build in, so only what ends
    up in the image is looked at unless an option asks for more. With a good ignore file it is a matter of taste.
  `,
  sources: ['https://docs.docker.com/build/concepts/context/#dockerignore-files'],

  fixable: 'none',
  options: {
    stages: option.oneOf(['shipped', 'all'], { default: 'shipped', summary: 'The stages to look at.' }),
    onlyWithoutIgnoreFile: option.boolean({
      default: false,
      summary: 'Be silent where there is an ignore file, or where that is not known.',
    }),
  },
  messages: {
    broad: 'This copies all of the build context, whatever comes to lie there. Name the files and directories needed.',
  },

  examples: [
    {
      title: 'Everything',
      bad: `
        FROM python:3.14-slim
        WORKDIR /app
        COPY . .
      `,
      good: `
        FROM python:3.14-slim
        WORKDIR /app
        COPY pyproject.toml ./
        COPY src src
      `,
    },
    {
      title: 'A stage to build in',
      good: `
        FROM golang:1.26 AS build
        WORKDIR /src
        COPY . .
        RUN go build -o /app .

        FROM alpine:3.22
        COPY --from=build /app /usr/local/bin/app
      `,
    },
  ],

  on: {
    Stage(stage, { builds, options, project, report }) {
      if (options.stages === 'shipped' && !builds.some((build) => stageGraph(build).isShipped(stage))) return;
      for (const instruction of stage.instructions) {
        const at = broadSource(instruction);
        if (!at || (options.onlyWithoutIgnoreFile && !builds.some((build) => lacksIgnoreFile(project, build))))
          continue;
        report({ at, message: 'broad' });
      }
    },
  },
});

function lacksIgnoreFile(project: Project, build: Build): boolean {
  return contextsOf(project, build).some(({ ignoreFile }) => ignoreFile === 'missing');
}
