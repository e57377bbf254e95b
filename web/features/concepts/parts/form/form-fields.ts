import type { ConceptDraft } from '../../model/concept-form.ts';
import type { FormProblems } from '../../model/form-problems.ts';

/** What each group of the form's fields is given. */
export interface FormFields {
  readonly draft: ConceptDraft;
  readonly problems: FormProblems;
  change(changed: Partial<ConceptDraft>): void;
}
