/**
 * Which of `curl` and `wget` an official image does not have. Debian, Ubuntu and Alpine Linux install neither by
 * default, but Alpine's BusyBox has a wget; the images of Node.js and Python remove in the same step what they download
 * with in their variants `slim` and `alpine`, and have both in the others (from buildpack-deps). Written down
 * 2026-11-22 from the images' Dockerfiles (docker-library, nodejs/docker-node).
 */
export function lacksTool(name: string, tag: string | undefined, tool: string): boolean {
  const text = tag ?? 'latest';
  const isAlpine = name === 'alpine' || (onVariants.has(name) && /(^|-)alpine/.test(text));
  if (isAlpine) return tool === 'curl';
  if (name === 'debian' || name === 'ubuntu') return tool === 'curl' || tool === 'wget';
  return onVariants.has(name) && /(^|-)slim(-|$)/.test(text) && (tool === 'curl' || tool === 'wget');
}

const onVariants: ReadonlySet<string> = new Set(['node', 'python']);
