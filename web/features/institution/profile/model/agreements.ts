import { parseOrganizationId } from '@lanran/protocol/kernel/ids';
import type { LicenseAgreement } from '@lanran/protocol/licensing/license-agreement';
import { request } from '../../../../lib/session/api.ts';
import { graphql } from '../../../../lib/session/graphql.ts';

const PRESELECT = graphql(`
  mutation PreselectAgreement($organizationId: ID!, $sha256: String) {
    preselectAgreement(organizationId: $organizationId, sha256: $sha256) {
      isPreselected
    }
  }
`);

const REMOVE = graphql(`
  mutation RemoveAgreement($organizationId: ID!, $sha256: String!) {
    removeAgreement(organizationId: $organizationId, sha256: $sha256) {
      isPreselected
    }
  }
`);

/** Null: new versions name none. */
export async function preselectAgreement(organizationId: string, sha256: string | null): Promise<void> {
  await request(PRESELECT, { organizationId, sha256 });
}

export async function removeAgreement(organizationId: string, sha256: string): Promise<void> {
  await request(REMOVE, { organizationId, sha256 });
}

interface NewAgreement {
  readonly file: File;
  readonly name: LicenseAgreement['name'];
  readonly isPreselected: boolean;
}

/** Hashes the file here and uploads it. @throws ArgumentError, RefusedError, UntrustworthyAnswerError */
export async function addAgreement(
  organizationId: string,
  { file, ...said }: NewAgreement,
): Promise<LicenseAgreement> {
  const [{ uploadAgreement }, content] = await Promise.all([
    import('@lanran/sdk/publishing/agreements'),
    file.arrayBuffer(),
  ]);
  return uploadAgreement(
    { apiUrl: window.location.origin, token: null },
    parseOrganizationId(organizationId),
    { ...said, fileName: file.name, content: new Uint8Array(content) },
  );
}
