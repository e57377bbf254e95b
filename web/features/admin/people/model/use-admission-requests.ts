import { useQuery } from '@tanstack/react-query';
import { request } from '../../../../lib/session/api.ts';
import { ADMISSION_REQUESTS } from '../../operation/model/documents.ts';

/** What askers wrote for the accreditor; nobody else may ask. */
export function useAdmissionRequests(isAccreditor: boolean) {
  return useQuery({
    queryKey: ['admission-requests'],
    queryFn: async ({ signal }) => (await request(ADMISSION_REQUESTS, {}, { signal })).admissionRequests,
    enabled: isAccreditor,
  });
}
