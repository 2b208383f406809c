import { composeModel, composeRule, type Service } from '@plimsoll/core/rule';
import { isLoopback } from '../shared/hosts.ts';
import { repositoryOf } from '../shared/image-names.ts';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-insecure-docker-host',
  since: '0.1.0',
  category: 'security',
  severity: 'error',
  presets: ['recommended'],
  atMost: { client: 'warning', unprotected: 'warning' },

  summary: 'Do not reach or offer the engine over TCP without TLS.',
  why: `
    Whoever can send requests to the engine is root on its host. Port 2375 is the engine without encryption and without
    question who asks; published, it is found and used within hours. \`DOCKER_HOST=tcp://\` to another machine without
    \`DOCKER_TLS_VERIFY\` sends registry credentials and builds in clear text. A service of the project, such as a proxy on
    an internal network, is not reported as a target.
  `,
  sources: [
    'https://docs.docker.com/engine/security/protect-access/',
    'https://hub.docker.com/_/docker',
    'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
  ],
  cwe: [306, 319],
  owasp: ['RULE #1'],
  securitySeverity: 9.1,

  fixable: 'none',
  messages: {
    published:
      'The service {service} publishes port 2375, the engine without TLS: whoever reaches it is root on the host. Do not publish it, or bind it to 127.0.0.1.',
    client:
      'The service {service} talks to the engine at {host} without TLS, so anyone on the way reads and changes what it does there. Use ssh:// or TLS with DOCKER_TLS_VERIFY=1.',
    unprotected:
      'The engine in {service} listens on TCP without TLS, so whoever shares a network with it is root in it. Leave the certificates of DOCKER_TLS_CERTDIR on.',
  },

  examples: [
    {
      title: 'A published engine',
      bad: `
        services:
          engine:
            image: docker:28-dind
            ports:
              - "2375:2375"
      `,
      good: `
        services:
          engine:
            image: docker:28-dind
            ports:
              - "127.0.0.1:2375:2375"
      `,
    },
    {
      title: 'A client without TLS',
      bad: `
        services:
          app:
            image: example/app:1.4
            environment:
              DOCKER_HOST: tcp://10.0.0.5:2375
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            environment:
              DOCKER_HOST: ssh://deploy@10.0.0.5
      `,
    },
    {
      title: 'An engine whose certificates are switched off',
      bad: `
        services:
          engine:
            image: docker:28-dind
            environment:
              DOCKER_TLS_CERTDIR: ""
      `,
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      if (service.provider) return;
      const { name, ports, environment } = service;
      for (const { target, hostIp } of ports) {
        if (target?.value !== '2375' || hostIp?.state === 'unknown' || isLoopback(hostIp?.value ?? '')) continue;
        report({ ...aboutValue(target, service, project), message: 'published', data: { service: name } });
      }
      const verify = environment.find((variable) => variable.name === 'DOCKER_TLS_VERIFY');
      for (const { name: key, value, origin } of environment) {
        if (!value || value.value === undefined) continue;
        const host = key === 'DOCKER_HOST' && !verify ? remoteEngine(value.value) : undefined;
        const names = composeModel(application).services.map((other) => other.name);
        if (host !== undefined && !names.includes(host)) {
          report({ ...aboutValue(value, service, project), message: 'client', data: { service: name, host } });
        }
        if (key === 'DOCKER_TLS_CERTDIR' && value.value === '' && isEngine(service)) {
          report({ ...aboutValue({ origin }, service, project), message: 'unprotected', data: { service: name } });
        }
      }
    },
  },
});

/**
 * The host of a `tcp://` address that is not this machine or, by a name without dots, a container that shares a network.
 */
function remoteEngine(address: string): string | undefined {
  const host = /^tcp:\/\/(\[[^\]]+\]|[^:/]+)/.exec(address)?.[1];
  if (host === undefined || isLoopback(host.replaceAll(/[[\]]/g, '').toLowerCase())) return undefined;
  return host.includes('.') || host.startsWith('[') ? host : undefined;
}

/** True for an engine in a container: the official image, in a tag that has the daemon. */
function isEngine({ image }: Service): boolean {
  const name = image?.value;
  return name !== undefined && /(?:^|\/)docker$/.test(repositoryOf(name)) && /:[\w.-]*dind/.test(name);
}
