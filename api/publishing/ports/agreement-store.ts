import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { AgreementText, OrganizationAgreements } from '../domain/organization-agreement.ts';

/** License agreements of holders. No read model: nothing else has the texts. */
export interface AgreementStore {
  findText(sha256: string): Promise<AgreementText | null>;
  /** The same without its bytes. */
  findTextKind(sha256: string): Promise<Omit<AgreementText, 'content'> | null>;
  /** Nothing where it is there. */
  insertText(text: AgreementText): Promise<void>;
  /** Keeps it for good: a statement is to name it. False where it is gone. */
  keepForGood(sha256: string): Promise<boolean>;
  /** Unless it is kept for good. */
  removeText(sha256: string): Promise<void>;
  countTextsOf(organizationId: OrganizationId): Promise<number>;
  findList(organizationId: OrganizationId): Promise<OrganizationAgreements | null>;
  isListed(sha256: string): Promise<boolean>;
  putList(list: OrganizationAgreements): Promise<void>;
}
