import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askAgainAs, forgetAnswersTo, ME_KEY } from '../../../web/lib/session/session-answers.ts';

const MEI = { address: '0xA1' };
const LIN = { address: '0xb2' };

describe('answers that were given to one person', () => {
  let cache: QueryClient;
  let answer: () => Promise<string>;
  let shown: QueryObserver<string>;
  let stop: () => void;
  beforeEach(async () => {
    cache = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity } } });
    answer = async () => 'the draft of Mei';
    shown = new QueryObserver<string>(cache, { queryKey: ['draft'], queryFn: () => answer() });
    stop = shown.subscribe(() => undefined);
    await shown.refetch();
    cache.setQueryData(['draft', 'left'], 'an earlier page of Mei');
    cache.setQueryData(ME_KEY, { me: MEI });
    answer = () => Promise.reject(new Error('NOT_FOUND'));
  });
  afterEach(() => {
    stop();
    cache.clear();
  });

  it('are not left for the next, on the page or behind it', async () => {
    await askAgainAs(cache, LIN.address);
    expect(shown.getCurrentResult()).toMatchObject({ data: undefined, isError: true });
    expect(cache.getQueryData(['draft', 'left'])).toBeUndefined();
  });

  it('are gone before the next have their own', () => {
    answer = () => new Promise(() => undefined);
    void askAgainAs(cache, LIN.address);
    expect(shown.getCurrentResult()).toMatchObject({ data: undefined, isPending: true });
  });

  it('stay on the page of the same person, and of who was nobody before', async () => {
    await askAgainAs(cache, '0xa1');
    expect(shown.getCurrentResult()).toMatchObject({ data: 'the draft of Mei', isError: true });
    cache.setQueryData(ME_KEY, { me: null });
    await askAgainAs(cache, LIN.address);
    expect(shown.getCurrentResult().data).toBe('the draft of Mei');
  });

  it('go when the platform names another, or nobody', async () => {
    await forgetAnswersTo(cache, MEI, MEI);
    expect(shown.getCurrentResult().data).toBe('the draft of Mei');
    await forgetAnswersTo(cache, MEI, null);
    expect(shown.getCurrentResult().data).toBeUndefined();
    expect(cache.getQueryData(ME_KEY)).toEqual({ me: MEI });
  });
});
