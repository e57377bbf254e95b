import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { sendRaw } from '../../support/raw-request.ts';
import { CheckpointRefusedError } from '../../../api/log/domain/checkpoint-refused-error.ts';
import type { MetricsSources } from '../../../api/operations/http/scraped-gauges.ts';
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

  let usual: MetricsSources;
  beforeAll(() => {
    usual = { ...platform.metricsSources };
  });

  /** One source of a scrape answers otherwise than usual. */
  async function scrapeWith(sources: Partial<MetricsSources>): Promise<string> {
    Object.assign(platform.metricsSources, sources);
    try {
      return (await scrape()).body;
    } finally {
      Object.assign(platform.metricsSources, usual);
    }
  }

  it('tell this machine how the log, the jobs, the disk and the process do', async () => {
    const { body } = await scrape();
    for (const line of [
      'lanran_log_leaves{state="appended"} 7',
      'lanran_log_leaves{state="anchored"} 5',
      'lanran_checkpoint_anchored_timestamp_seconds 2',
      'lanran_log_oldest_unanchored_timestamp_seconds 3',
      'lanran_checkpoint_refused 0',
      'lanran_store_up{store="documents"} 1',
      'lanran_store_up{store="files"} 1',
      'lanran_store_up{store="chain"} 1',
      'lanran_process_memory_bytes{process="document-store"} 40',
      'lanran_memory_limit_bytes 500',
      'lanran_machine_memory_bytes 800',
      'lanran_job_failed{job="sealer"} 1',
      'lanran_job_behind{job="sealer"} 2',
      'lanran_jobs_leading 1',
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

  it('give no time of an oldest statement once an anchor covers all of them', async () => {
    const status = async () => ({ size: 7, anchoredSize: 7, anchoredAt: new Date(4_000) });
    const body = await scrapeWith({ log: { ...platform.metricsSources.log, status } });
    expect(body).toContain('lanran_checkpoint_anchored_timestamp_seconds 4');
    expect(body).not.toMatch(/^lanran_log_oldest_unanchored_timestamp_seconds/m);
  });

  it('say that the signer refuses the log, of which they give no figures then', async () => {
    const checkpoint = { origin: 'lanran', size: 5, root: ZERO_32 };
    const status = () => Promise.reject(new CheckpointRefusedError(checkpoint, checkpoint));
    const body = await scrapeWith({ log: { ...platform.metricsSources.log, status } });
    expect(body).toContain('lanran_checkpoint_refused 1');
    expect(body).toContain('lanran_scrape_failed{source="log"} 0');
    expect(body).not.toMatch(/^lanran_log_leaves/m);
  });

  it('answer soon though stores are silent, say which, and ask what is silent once for all who scrape', async () => {
    const asked: (() => void)[] = [];
    const silent = () =>
      new Promise<never>((_, reject) => asked.push(() => reject(new Error('asked for too long'))));
    const { stores } = platform.metricsSources;
    const askedAt = performance.now();
    const sources = { stores: { ...stores, files: { check: silent } }, fixity: { overview: silent } };
    const [body] = await Promise.all([scrapeWith(sources), scrapeWith(sources)]);
    expect(performance.now() - askedAt).toBeLessThan(5_000);
    expect(asked).toHaveLength(2);
    asked.forEach((end) => end());
    for (const line of [
      'lanran_store_up{store="documents"} 1',
      'lanran_store_up{store="files"} 0',
      'lanran_scrape_failed{source="stores"} 0',
      'lanran_scrape_failed{source="fixity"} 1',
      'lanran_job_failed{job="sealer"} 1',
    ])
      expect(body.split('\n')).toContain(line);
    expect(body).not.toMatch(/^lanran_fixity_/m);
  });

  it('count requests and bytes by the door they came to, and name no path', async () => {
    const id = 'no-such-file-of-anybody';
    await (await fetch(`${platform.url}/files/${id}`)).text();
    const { body } = await scrape();
    expect(body).toMatch(
      /lanran_http_request_duration_seconds_count\{door="files",method="GET",status="401"\} 1/,
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
    const status = () => Promise.reject(new Error('away'));
    const body = await scrapeWith({ log: { ...platform.metricsSources.log, status } });
    expect(body).toContain('lanran_scrape_failed{source="log"} 1');
    expect(body).toContain('lanran_scrape_failed{source="disk"} 0');
  });
});
