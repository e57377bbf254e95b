import { GraphqlClient, type GraphqlRequest } from '@lanran/sdk/kernel/graphql-client';

/** Counts what is asked. */
export class CountingApi extends GraphqlClient {
  requests = 0;

  override request<T>(asked: GraphqlRequest<T>): Promise<T> {
    this.requests += 1;
    return super.request(asked);
  }
}
