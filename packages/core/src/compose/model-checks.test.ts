import { describe, expect, test } from '@jest/globals';
import { textAt } from '../text/located.ts';
import { loadApplication } from './load-application.ts';
import { parseCompose } from './parse-compose.ts';

/** Every problem as `code "characters" (suggestion)`. */
function problemsOf(text: string, fragment = false): string[] {
  const file = parseCompose(text, { path: 'compose.yaml' });
  const application = {
    kind: 'ComposeApplication' as const,
    files: [file],
    referenced: new Map(),
    directory: '.',
    shell: undefined,
    fragment,
  };
  return loadApplication(application).problems.map((problem) => {
    const meant = problem.suggestion === undefined ? '' : ` (${problem.suggestion})`;
    return `${problem.code} ${JSON.stringify(textAt(problem))}${meant}`;
  });
}

describe('schema: one problem per fault, at the key or value', () => {
  test.each([
    ['services: {a: {imge: x, build: .}}', ['unknown-key "imge" (image)']],
    ['servces: {a: {image: x}}\nservices: {}', ['unknown-key "servces"']],
    ['services: {a: {image: 1}}', ['wrong-type "1"']],
    ['services: {a: {image: x, ports: 80}}', ['wrong-type "80"']],
    ['services: {a: {image: x, environment: [{a: 1}]}}', ['wrong-type "{a: 1}"']],
    ['services: {a: {image: x, environment: {A: [1]}}}', ['wrong-type "[1]"']],
    ['services: {a: {image: x, build: {contxt: .}}}', ['unknown-key "contxt" (context)']],
    ['services: {a: {image: x, depends_on: {b: {}}}, b: {image: x}}', ['missing-key "b"']],
    [
      'services: {a: {image: x, depends_on: {b: {conditon: service_started}}}, b: {image: x}}',
      ['unknown-key "conditon" (condition)'],
    ],
    ['services: {a: {image: x, cgroup: hots}}', ['invalid-value "hots" (host)']],
    ['services: {a: {image: x, volumes: [{type: bnd, source: ., target: /x}]}}', ['invalid-value "bnd" (bind)']],
    ['services: {a: {image: x, security_opt: [b, c, b]}}', ['duplicate-item "b"']],
    ['services: {a b: {image: x}}', ['invalid-value "a b"']],
    ['services: {a: {image: }}', ['wrong-type "image"']],
    ['services: []', ['wrong-type "[]"']],
    ['services: {a: {image: x, x-any: 1, user: "${U}", ports: ["${P}"], init: "${I}"}}', []],
    [
      'services: {a: {image: x, pre_start: [{command: y}], build: {context: ., no_cache_filter: s, provenance: true, sbom: a}}}',
      [],
    ],
  ])('%s', (text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  test('a part needs no required keys', () => {
    expect(problemsOf('services: {a: {depends_on: {b: {restart: true}}, ulimits: {nofile: {soft: 1}}}}', true)).toEqual(
      [],
    );
  });
});

describe('references', () => {
  test.each([
    ['services: {a: {image: x, networks: [front]}}\nnetworks: {frnt: }', ['undefined-network "front" (frnt)']],
    ['services: {a: {image: x, networks: {b: {aliases: [c]}}}}', ['undefined-network "b"']],
    ['services: {a: {image: x, networks: [default]}}', []],
    ['services: {a: {image: x, volumes: ["data:/d"]}}', ['undefined-volume "data"']],
    ['services: {a: {image: x, volumes: ["${V}:/d", /anonymous, ./x:/y]}}', []],
    [
      'services: {a: {image: x, secrets: [s], configs: [{source: c}]}}',
      ['undefined-secret "s"', 'undefined-config "c"'],
    ],
    ['services: {a: {build: {context: ., secrets: [s]}}}', ['undefined-secret "s"']],
    ['services: {a: {image: x, models: [m]}}', ['undefined-model "m"']],
    ['services: {web: {image: x}, a: {image: x, depends_on: [wbe]}}', ['undefined-service "wbe" (web)']],
    ['services: {a: {image: x, depends_on: {b: {condition: service_started}}}}', ['undefined-service "b"']],
    ['services: {a: {image: x, network_mode: "service:b"}}', ['undefined-service "b"']],
    [
      'services: {a: {image: x, links: ["b:alias"], volumes_from: [c:ro, container:d]}}',
      ['undefined-service "b"', 'undefined-service "c"'],
    ],
    ['services: {a: {image: x, depends_on: [b]}, b: {image: x, profiles: [p]}}', ['undefined-service "b"']],
    [
      'services: {a: {image: x, depends_on: {b: {condition: service_started, required: false}}}, b: {image: x, profiles: [p]}}',
      [],
    ],
    ['services: {a: {image: x, depends_on: [b]}, b: {image: x, depends_on: [a]}}', ['dependency-cycle "a"']],
    ['services: {a: {image: x, depends_on: [a]}}', ['dependency-cycle "a"']],
  ])('%s', (text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });
});

describe('combinations and values', () => {
  test.each([
    ['services: {a: {user: b}}', ['missing-image "a"']],
    ['services: {a: {image: "${I}"}}', []],
    ['services: {a: {build: {dockerfile: D, dockerfile_inline: FROM x}}}', ['conflicting-keys "dockerfile_inline"']],
    ['services: {a: {image: x, network_mode: host, networks: [default]}}', ['conflicting-keys "network_mode"']],
    ['services: {a: {image: x, healthcheck: {test: [curl, x]}}}', ['invalid-value "curl"']],
    ['services: {a: {image: x, healthcheck: {test: curl x, interval: 30}}}', ['wrong-type "30"']],
    ['services: {a: {image: x, healthcheck: {test: curl x, interval: "30"}}}', ['invalid-value "\\"30\\""']],
    ['services: {a: {image: x, mem_limit: 1x}}', ['invalid-value "1x"']],
    ['services: {a: {image: x, cpus: 1, deploy: {resources: {limits: {memory: 1G}}}}}', ['conflicting-keys "cpus"']],
    ['services: {a: {image: x, mem_limit: 1g, deploy: {resources: {limits: {memory: 1024m}}}}}', []],
    ['services: {a: {image: x, scale: 2, container_name: cc}}', ['conflicting-keys "container_name"']],
    ['services: {a: {image: x, container_name: cc}, b: {image: x, container_name: cc}}', ['duplicate-item "cc"']],
    ['services: {a: {image: x, ports: ["80:"]}}', ['invalid-value "80:"']],
    ['services: {a: {image: x, ports: ["1.2.3:80:80"]}}', ['invalid-value "1.2.3"']],
    ['services: {a: {image: x, ports: ["99999:80"]}}', ['invalid-value "99999"']],
    ['services: {a: {image: x, ports: ["80:80/tpc"]}}', ['invalid-value "tpc"']],
    ['services: {a: {image: x, volumes: ["aa::b"]}}', ['invalid-value "\\"aa::b\\""']],
    ['services: {a: {image: x, volumes: [{type: bind, target: /x}]}}', ['missing-key "{type: bind, target: /x}"']],
    ['services: {a: {image: x, tmpfs: [/t], volumes: [./t:/t/]}}', ['duplicate-item "./t:/t/"']],
    ['services: {}\nsecrets: {s: {}}', ['missing-key "s"']],
    ['services: {}\nvolumes: {v: {external: true, driver: local}}', ['conflicting-keys "driver"']],
    ['services: {}\nconfigs: {c: {file: a, content: b}}', ['conflicting-keys "content"']],
  ])('%s', (text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });
});
