import { peopleName, peoplesNamedIn } from '@lanran/protocol/assets/peoples';
import { pickText } from '../../../../lib/session/api.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useCommunities } from './communities.ts';
import type { DraftContent } from './draft-form.ts';

export interface NamedCommunity {
  readonly id: string;
  readonly name: string;
}

export interface NamedPeople {
  /** The peoples that the content names, in words; empty when it names none. */
  readonly peoples: string;
  /** The communities of those peoples. */
  readonly communities: readonly NamedCommunity[];
}

/** The peoples that a content names, and whose councils are told when it names no community (ADR 36). */
export function useNamedPeople(content: DraftContent): NamedPeople {
  const { language } = useLanguage();
  const formats = useFormats();
  const communities = useCommunities() ?? [];
  const named = peoplesNamedIn(content);
  return {
    peoples: formats.list(named.map((code) => peopleName(code)[language])),
    communities: communities
      .filter(({ peoples }) => peoples.some((code) => named.includes(code)))
      .map(({ id, slug, name }) => ({ id, name: pickText(name, language)?.text ?? slug })),
  };
}
