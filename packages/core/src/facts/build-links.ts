import type { Application } from '../compose/application.ts';
import type { Service, ServiceBuild, TextField, Variable } from '../compose/model.ts';
import type { DockerfileDocument } from '../dockerfile/nodes.ts';
import { parseDockerfile } from '../dockerfile/parse-dockerfile.ts';
import type { BuildParts } from '../project/builds.ts';
import { DerivedTextBuilder } from '../text/derived-text.ts';
import { SourceText } from '../text/source-text.ts';
import { composeModel } from './compose-model.ts';
import { fact } from './fact.ts';

/** What a service says of the Dockerfile that it builds. */
export interface BuildLink {
  readonly service: Service;
  readonly build: ServiceBuild;
  /** Project path of the Dockerfile; undefined where it can't be known or is inline. */
  readonly path: string | undefined;
  readonly inline: DockerfileDocument | undefined;
  /** Undefined if the target is not known, and so nothing about the result. */
  readonly parts: BuildParts | undefined;
}

/** The builds of an application, service by service. */
export const buildLinks = fact('core/build-links@1', (application: Application): readonly BuildLink[] => {
  const links: BuildLink[] = [];
  for (const service of composeModel(application).services) {
    const { build } = service;
    if (!build) continue;
    const inline = build.dockerfileInline && inlineDockerfile(build.dockerfileInline);
    links.push({
      service,
      build,
      path: inline ? undefined : build.dockerfilePath,
      inline,
      parts: partsOf(build, service),
    });
  }
  return links;
});

function partsOf(build: ServiceBuild, service: Service): BuildParts | undefined {
  if (build.target?.state === 'unknown') return undefined;
  const args = new Map<string, string | undefined>();
  for (const arg of build.args) args.set(arg.name, knownValue(arg));
  return {
    target: build.target?.value || undefined,
    args,
    platform: service.get('platform')?.state === 'known' ? String(service.get('platform')?.value) : undefined,
    namedContexts: new Set(build.additionalContexts.map((context) => context.name)),
  };
}

/** A bare `KEY` takes the caller's value, which is not known. */
function knownValue(variable: Variable): string | undefined {
  return variable.value?.state === 'known' ? variable.value.value : undefined;
}

/**
 * The Dockerfile of `dockerfile_inline`, placed in the YAML scalar that holds it; undefined where a variable of Compose
 * takes part, since its text is then not known.
 */
const inlineDockerfile = fact('core/inline-dockerfile@1', (field: TextField): DockerfileDocument | undefined => {
  if (field.state !== 'known' || field.value === undefined) return undefined;
  const { raw } = field;
  const builder = new DerivedTextBuilder(raw.source);
  let from = 0;
  for (let at = raw.text.indexOf('$$'); at !== -1; at = raw.text.indexOf('$$', from)) {
    raw.appendTo(builder, { start: from, end: at });
    const place = raw.toSource({ start: at, end: at + 2 });
    builder.substitute('$', place.start, place.end);
    from = at + 2;
  }
  raw.appendTo(builder, { start: from, end: raw.text.length });
  const map = builder.build(raw.toSource({ start: 0, end: 0 }).start);
  if (map.text !== field.value) return undefined;
  return parseDockerfile(new SourceText(map.text, raw.source.path, { host: raw.source, map }));
});
