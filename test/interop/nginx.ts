import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const OURS = new URL('../../scripts/nginx/lanran.conf', import.meta.url);
const ANSWERS_WITHIN_MS = 10_000;

/** The configuration of `scripts/nginx`, with other ports, in an nginx of its own. */
export async function startNginx(
  program: string,
  { folder, port, processes }: { folder: string; port: number; processes: readonly number[] },
): Promise<{ stop(): Promise<void> }> {
  mkdirSync(folder, { recursive: true });
  const [, ...lines] = readFileSync(OURS, 'utf8').split(/^ {4}server 127\.0\.0\.1:\d+(?= )/m);
  const rest = lines.at(-1)?.replace(/^[^\n]*\n/, '') ?? '';
  const options = lines[0]?.split('\n')[0] ?? '';
  const [head = ''] = readFileSync(OURS, 'utf8').split(/^ {4}server 127\.0\.0\.1:/m);
  const servers = processes.map((each) => `    server 127.0.0.1:${each}${options}\n`).join('');
  const site = `${head}${servers}${rest}`.replace('listen 8080;', `listen 127.0.0.1:${port};`);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${join(folder, name)};`)
    .join(' ');
  writeFileSync(join(folder, 'site.conf'), site);
  writeFileSync(
    join(folder, 'nginx.conf'),
    [
      'daemon off; worker_processes 1; user root;',
      `pid ${join(folder, 'nginx.pid')}; error_log ${join(folder, 'error.log')} warn;`,
      'events { worker_connections 1024; }',
      `http { access_log ${join(folder, 'access.log')}; ${temporary} include ${join(folder, 'site.conf')}; }`,
    ].join('\n'),
  );
  const child = spawn(program, ['-c', join(folder, 'nginx.conf'), '-p', folder], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exited = once(child, 'exit');
  await untilAnswers(port);
  return {
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

async function untilAnswers(port: number): Promise<void> {
  const deadline = Date.now() + ANSWERS_WITHIN_MS;
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null);
    if (answer !== null) return;
    if (Date.now() > deadline) throw new Error(`nginx did not answer within ${ANSWERS_WITHIN_MS} ms.`);
    await delay(50);
  }
}
