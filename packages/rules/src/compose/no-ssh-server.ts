import { composeRule, type Origin, option, type Service } from '@plimsoll/core/rule';
import { repositoryOf } from '../shared/image-names.ts';
import { placesOfValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-ssh-server',
  aliases: ['cis/5.7'],
  since: '0.1.0',
  category: 'security',
  severity: 'warning',
  presets: ['recommended'],
  atMost: { port: 'info' },

  summary: 'Run no SSH server in a container.',
  why: `
    An SSH server beside the program is a second way in with keys, accounts and updates of its own, and needs root.
    \`docker compose exec\` gives a shell without it. Services that speak SSH by themselves, such as Git and SFTP servers,
    are left alone.
  `,
  sources: [
    'https://www.cisecurity.org/benchmark/docker',
    'https://docs.docker.com/reference/cli/docker/compose/exec/',
  ],
  cwe: [1125],
  securitySeverity: 4.5,

  fixable: 'none',
  options: {
    images: option.strings({ default: [], summary: 'Further images, without tag, that may run an SSH server.' }),
  },
  messages: {
    image: 'The image {image} of {service} runs an SSH server. Use docker compose exec to get a shell.',
    command: 'The command of {service} starts an SSH server. Use docker compose exec to get a shell.',
    port: '{service} offers the port of an SSH server. Use docker compose exec to get a shell.',
  },

  examples: [
    {
      title: 'A server as the command',
      bad: `
        services:
          shell:
            image: example/tools:1.0
            command: ["/usr/sbin/sshd", "-D"]
      `,
      good: `
        services:
          shell:
            image: example/tools:1.0
            command: ["sleep", "infinity"]
      `,
    },
    {
      title: 'An image of it',
      bad: `
        services:
          jump:
            image: linuxserver/openssh-server:10.0
      `,
    },
    {
      title: 'Its port',
      bad: `
        services:
          box:
            image: example/box:1.0
            ports:
              - "2222:22"
      `,
    },
    {
      title: 'A Git server',
      good: `
        services:
          git:
            image: gitea/gitea:1.24
            ports:
              - "2222:22"
      `,
    },
  ],

  on: {
    Service(service, { options, project, report }) {
      const image = service.image?.value === undefined ? '' : repositoryOf(service.image.value);
      if (service.provider || speaksSsh.test(`${image} ${service.name}`) || options.images.includes(image)) return;
      const { name } = service;
      const at = (origin: Origin) => ({ ...placesOfValue(origin, name, project), subject: name });
      const [command, port] = [serverCommand(service), serverPort(service)];
      if (service.image && serverImages.test(image)) {
        report({ ...at(service.image.origin), message: 'image', data: { service: name, image } });
      } else if (command) report({ ...at(command), message: 'command', data: { service: name } });
      else if (port) report({ ...at(port), message: 'port', data: { service: name } });
    },
  },
});

/** Servers whose users come by SSH. */
const speaksSsh =
  /git|forgejo|gogs|gerrit|sftp|bastion|teleport|soft-serve|phabricator|onedev|borg|rsync|proxy|honeypot|cowrie/i;
const serverImages = /(?:^|[/_-])(?:sshd|openssh-server|ssh-server)(?:$|[_-])/i;

function serverCommand({ command, entrypoint }: Service): Origin | undefined {
  const parts = [...(entrypoint?.parts ?? []), ...(command?.parts ?? [])];
  return parts.find(({ value }) => /(?:^|[/\s;&|])sshd(?:$|[\s;&|])/.test(value ?? ''))?.origin;
}

function serverPort({ ports, expose }: Service): Origin | undefined {
  const published = ports.find(({ target }) => target?.value === '22')?.target;
  return (published ?? expose.find(({ value }) => value === '22' || value === '22/tcp'))?.origin;
}
