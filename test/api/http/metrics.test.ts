import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendRaw } from '../../support/raw-request.ts';
import { FilesPlatform, METRICS_TOKEN } from './platform.ts';

describe('metrics', () => {
  let platform: FilesPlatform;
  beforeAll(async () => {
    platform = await FilesPlatform.start();
  });
  afterAll(() => platform.close());

  async function scrape(headers: Record<string, string> = {}): Promise<{ status: number; body: string }> {
    const sent = request(`${platform.url}/metrics`, { headers });
    sent.end();
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      sent.once('response', resolve);
      sent.once('error', reject);
    });
    return { status: answer.statusCode ?? 0, body: await text(answer) };
  }

  it('tell this machine how the log, the jobs, the disk and the process do', async () => {
    const { body } = await scrape();
    for (const line of [
      'lanran_log_leaves{state="appended"} 7',
      'lanran_log_leaves{state="anchored"} 5',
      'lanran_job_failed{job="sealer"} 1',
      'lanran_job_behind{job="sealer"} 2',
      'lanran_disk_bytes{state="free"} 10',
      'lanran_fixity_damaged_files 1',
      'lanran_fixity_missed 1',
      'lanran_fixity_last_run_timestamp_seconds 5',
      'lanran_scrape_failed{source="log"} 0',
    ])
      expect(body.split('\n')).toContain(line);
    expect(body).toContain('nodejs_eventloop_lag_p99_seconds');
  });

  it('give no figure of a job that does not know how far behind it is, not even the last', async () => {
    const { jobs } = platform.metricsSources;
    const { states } = jobs;
    expect((await scrape()).body).toContain('lanran_job_behind{job="sealer"}');
    jobs.states = async () => [{ name: 'sealer', state: 'IDLE', behind: null }];
    const { body } = await scrape();
    jobs.states = states;
    expect(body).not.toContain('lanran_job_behind{job="sealer"}');
  });

  it('count requests and bytes by the door they came to, and name no path', async () => {
    const id = 'no-such-file-of-anybody';
    await (await fetch(`${platform.url}/files/${id}`)).text();
    const { body } = await scrape();
    expect(body).toMatch(
      /lanran_http_request_duration_seconds_count\{door="files",method="GET",status="404"\} 1/,
    );
    expect(body).toMatch(/lanran_http_sent_bytes_total\{door="files"\} [1-9]/);
    expect(body).not.toContain(id);
  });

  it('count a request whose path is none', async () => {
    await sendRaw(platform.url, 'GET //// HTTP/1.1');
    await sendRaw(platform.url, 'GET http://[/ HTTP/1.1');
    const { body } = await scrape();
    for (const status of ['404', '400'])
      expect(body).toMatch(new RegExp(`_count\\{door="web",method="GET",status="${status}"\\} [1-9]`));
  });

  it('are for no other machine without the token', async () => {
    for (const headers of [{ 'X-Forwarded-For': '192.0.2.7' }, { Host: 'lanran.example.org' }]) {
      expect((await scrape(headers)).status).toBe(403);
      expect((await scrape({ ...headers, Authorization: 'Bearer guess' })).status).toBe(403);
      expect((await scrape({ ...headers, Authorization: `Bearer ${METRICS_TOKEN}` })).status).toBe(200);
    }
  });

  it('are not opened by what a trusted proxy passes on', async () => {
    const behind = await FilesPlatform.start({ app: { trustedProxies: ['loopback'] } });
    try {
      const ask = async (headers: Record<string, string>) =>
        (await fetch(`${behind.url}/metrics`, { headers })).status;
      expect(await ask({ 'x-forwarded-for': '127.0.0.1' })).toBe(403);
      expect(await ask({ 'x-real-ip': '127.0.0.1' })).toBe(403);
      expect(await ask({})).toBe(200);
    } finally {
      await behind.close();
    }
  });

  it('answer though a part is away, and say which', async () => {
    const { log } = platform.metricsSources;
    log.status = () => Promise.reject(new Error('away'));
    const { status, body } = await scrape();
    expect(status).toBe(200);
    expect(body).toContain('lanran_scrape_failed{source="log"} 1');
    expect(body).toContain('lanran_scrape_failed{source="disk"} 0');
  });
});
