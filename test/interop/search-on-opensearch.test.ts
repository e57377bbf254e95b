import { afterAll, beforeAll, describe } from 'vitest';
import { parseLogId } from '@lanran/protocol/kernel/ids';
import { OpenSearchAssetIndex } from '@lanran/api/search/adapters/opensearch/opensearch-asset-index';
import { OpenSearchClient } from '@lanran/api/search/adapters/opensearch/opensearch-client';
import { describeAssetIndex } from '../api/search/index-behavior.ts';
import { findOpenSearch, type OpenSearchServer, startOpenSearch } from './opensearch.ts';

const program = findOpenSearch();

describe.skipIf(program === null)('OpenSearch as the engine of the search', () => {
  let server: OpenSearchServer;
  beforeAll(async () => {
    server = await startOpenSearch(program ?? '');
  });
  afterAll(() => server.stop());

  const open = (log: number) =>
    new OpenSearchAssetIndex({
      client: new OpenSearchClient({
        url: server.url,
        login: null,
        logger: { info: () => undefined, warn: () => undefined },
      }),
      logId: parseLogId(`0x${log.toString(16).padStart(8, '0')}${'00'.repeat(28)}`),
    });

  describeAssetIndex('OpenSearch', async () => {
    const index = open(1);
    return { index, stop: () => index.close() };
  });
});
