import { parseAssetId } from '@lanran/protocol/kernel/ids';
import type { Language } from '@lanran/protocol/kernel/language';
import { CATALOG_WORDS, INTRODUCTION, WAYS_ON } from '@lanran/protocol/messages/introduction';
import type { Asset } from '../../assets/domain/asset.ts';
import type { CatalogService } from '../../assets/services/catalog.ts';
import type { ConceptBrowsing } from '../../concepts/services/concept-browsing.ts';
import type { CallReading, CallView } from '../../desk/services/call-reading.ts';
import type { OrganizationsService } from '../../organizations/services/organizations.ts';
import type { ProfilesService } from '../../organizations/services/profiles.ts';
import { ANONYMOUS } from '../../platform/kernel/actor.ts';
import { BadInputError, NotFoundError } from '../../platform/kernel/errors.ts';
import { type FirstPicture, type PaintedPage, sharedPictureOf } from '../domain/first-picture.ts';
import type { PageAddress } from '../domain/page-address.ts';
import type { PageHead } from '../domain/page-head.ts';
import {
  assetData,
  callData,
  callUrl,
  collectionData,
  conceptData,
  conceptUrl,
  organizationData,
  organizationUrl,
  pick,
  websiteData,
} from '../domain/structured-data.ts';
import { KIND_WORDS, PAGE_WORDS, UNTITLED, VOCABULARY_WORDS } from '../domain/words.ts';
import type { FirstPictures } from './first-pictures.ts';
import type { RecentPublications } from './recent-publications.ts';
import type { Showpieces } from './showpieces.ts';

export interface PagesOptions {
  readonly catalog: Pick<CatalogService, 'get' | 'newest'>;
  readonly organizations: Pick<OrganizationsService, 'findBySlug' | 'showMany'>;
  readonly calls: Pick<CallReading, 'get' | 'seenAssets'>;
  readonly conceptBrowsing: Pick<ConceptBrowsing, 'current'>;
  readonly profiles: Pick<ProfilesService, 'show'>;
  readonly pictures: Pick<FirstPictures, 'find'>;
  readonly publications: Pick<RecentPublications, 'list'>;
  readonly showpieces: Pick<Showpieces, 'find'>;
  readonly publicUrl: () => URL;
}

/** Which page carries its first answer, and the picture that it shows first. */
export interface FirstPaint {
  readonly page: PaintedPage;
  readonly variables: Readonly<Record<string, string>>;
  /** What the page says first, in the language that was asked for. */
  readonly title: string;
  readonly lines: readonly string[];
  readonly links: readonly { readonly to: string; readonly label: string }[];
  readonly picture: FirstPicture | null;
}

/** What a page is to whoever is not signed in. */
export interface DescribedPage {
  /** False: there is no such thing, as far as strangers may know. */
  readonly exists: boolean;
  /** Null: nobody is told of it. */
  readonly head: PageHead | null;
  readonly paint: FirstPaint | null;
}

export interface AskedLanguage {
  readonly language: Language;
  readonly isLanguageNamed: boolean;
}

/** Of a desk or form: there is one, and nothing is said of it. */
const UNTOLD: DescribedPage = { exists: true, head: null, paint: null };
/** The same for what is unknown, restricted, and taken down. */
const MISSING: DescribedPage = { exists: false, head: null, paint: null };

/** What pages tell machines, always as strangers see them. */
export class Pages {
  readonly #options: PagesOptions;

  constructor(options: PagesOptions) {
    this.#options = options;
  }

  async describe(address: PageAddress, asked: AskedLanguage): Promise<DescribedPage> {
    switch (address.kind) {
      case 'front':
        return this.#front(asked);
      case 'catalog':
        return this.#catalog(asked);
      case 'search':
        return { exists: true, head: this.#search(address.text, asked), paint: null };
      case 'asset':
        return this.#asset(address, asked);
      case 'organization':
        return this.#organization(address.slug, asked);
      case 'call':
        return this.#call(address.id, asked);
      case 'concept':
        return this.#concept(address, asked);
      case 'other':
        return UNTOLD;
      case 'missing':
        return MISSING;
      default:
        return { ...UNTOLD, head: this.#named(address.kind, asked) };
    }
  }

  get #origin(): string {
    return this.#options.publicUrl().origin;
  }

  #named(page: keyof typeof PAGE_WORDS, asked: AskedLanguage): PageHead {
    const { title, description } = PAGE_WORDS[page];
    const { language } = asked;
    return {
      ...asked,
      title: title[language],
      description: description[language],
      type: 'website',
      url: `${this.#origin}/${page}`,
      picture: null,
      structured: [],
    };
  }

  async #front(asked: AskedLanguage): Promise<DescribedPage> {
    const { language } = asked;
    const [newest] = await this.#options.publications.list(ANONYMOUS, 1);
    const shown = newest?.assets[0];
    const picture = shown === undefined ? null : await this.#options.pictures.find(shown);
    const description = `${INTRODUCTION.what[language]} ${INTRODUCTION.whom[language]}`;
    const head: PageHead = {
      ...asked,
      title: INTRODUCTION.title[language],
      description,
      type: 'website',
      url: `${this.#origin}/`,
      picture: this.#shared(picture, shown === undefined ? '' : titleOf(shown, language)),
      structured: [websiteData(this.#origin, description)],
    };
    const links = WAYS_ON.map(({ to, label }) => ({ to, label: label[language] }));
    const [title, ...lines] = Object.values(INTRODUCTION).map((sentence) => sentence[language]);
    return {
      exists: true,
      head,
      paint: { page: 'front', variables: {}, title: title ?? '', lines, links, picture },
    };
  }

  /** Without a picture: the newest one has nothing to do with what is searched for. */
  #search(text: string | null, asked: AskedLanguage): PageHead {
    const named = this.#named('catalog', asked);
    if (text === null) return named;
    const address = new URLSearchParams({ text }).toString();
    return { ...named, title: `${text} · ${named.title ?? ''}`, url: `${named.url}?${address}` };
  }

  async #catalog(asked: AskedLanguage): Promise<DescribedPage> {
    const named = this.#named('catalog', asked);
    const [newest] = await this.#options.catalog.newest(ANONYMOUS, { filter: {}, first: 1 });
    const picture = newest === undefined ? null : await this.#options.pictures.find(newest);
    const head: PageHead = {
      ...named,
      picture: this.#shared(picture, newest === undefined ? '' : titleOf(newest, asked.language)),
      structured: [collectionData(this.#origin, { name: named.title ?? '', description: named.description })],
    };
    const title = CATALOG_WORDS.title[asked.language];
    const lines = [CATALOG_WORDS.lead[asked.language]];
    return {
      exists: true,
      head,
      paint: { page: 'catalog', variables: {}, title, lines, links: [], picture },
    };
  }

  async #asset(
    { id, isMain }: Extract<PageAddress, { kind: 'asset' }>,
    asked: AskedLanguage,
  ): Promise<DescribedPage> {
    const asset = await this.#findAsset(id);
    if (asset === null) return MISSING;
    const { language } = asked;
    const { organizations, pictures } = this.#options;
    const [picture, [holder = null, community = null]] = await Promise.all([
      pictures.find(asset),
      organizations.showMany(asset.community === null ? [asset.holder] : [asset.holder, asset.community]),
    ]);
    const title = titleOf(asset, language);
    const said = pick(asset.metadata.description, language);
    const people = [pick(community?.name, language), pick(holder?.name, language)];
    const line = [KIND_WORDS[asset.metadata.kind][language], ...people.flatMap((name) => name ?? [])].join(
      ' · ',
    );
    const shared = this.#shared(picture, title);
    const origin = this.#origin;
    const options = { origin, language, title, description: said, picture: shared, holder, community };
    const head: PageHead = {
      ...asked,
      title,
      description: said === null ? line : `${said} ${line}`,
      type: 'article',
      url: `${origin}/assets/${asset.id}`,
      picture: shared,
      structured: [assetData(asset, options)],
    };
    if (!isMain) return { exists: true, head, paint: null };
    // A film's picture stands where it is played; the page shows another first.
    const first = picture === null || picture.isOfFilm ? null : picture;
    return {
      exists: true,
      head,
      paint: { page: 'asset', variables: { id }, title, lines: [line], links: [], picture: first },
    };
  }

  /** Null for what strangers may not know of, and for what was taken down, of which its own page alone tells. */
  async #findAsset(id: string): Promise<Asset | null> {
    try {
      const asset = await this.#options.catalog.get(ANONYMOUS, parseAssetId(id.toLowerCase()));
      return asset.isTakenDown ? null : asset;
    } catch (error) {
      if (error instanceof NotFoundError) return null;
      throw error;
    }
  }

  async #organization(slug: string, asked: AskedLanguage): Promise<DescribedPage> {
    const organization = await this.#findOrganization(slug);
    // Whoever asks for admission is told of only once the accreditor has looked.
    if (organization === null || !organization.isAdmitted) return MISSING;
    const { language } = asked;
    const [[profile], showpiece] = await Promise.all([
      this.#options.profiles.show([organization.id]),
      this.#options.showpieces.find(ANONYMOUS, organization),
    ]);
    const description = profile?.description ?? null;
    const picture = await this.#pictureOf(showpiece, language);
    const head: PageHead = {
      ...asked,
      title: pick(organization.name, language) ?? organization.slug,
      description: pick(description, language) ?? PAGE_WORDS.organizations.description[language],
      type: 'profile',
      url: organizationUrl(this.#origin, organization.slug),
      picture,
      structured: [
        organizationData(this.#origin, organization, {
          description,
          website: profile?.website ?? null,
          picture,
        }),
      ],
    };
    return { exists: true, head, paint: null };
  }

  async #concept(
    { vocabulary, code }: Extract<PageAddress, { kind: 'concept' }>,
    asked: AskedLanguage,
  ): Promise<DescribedPage> {
    const concepts = await this.#options.conceptBrowsing.current();
    const concept = concepts.get(`${vocabulary}/${code}`);
    if (concept === null) return MISSING;
    const { language } = asked;
    const { prefLabel, scopeNote } = concept;
    const otherName = prefLabel[language === 'en' ? 'zh' : 'en'];
    const line = [VOCABULARY_WORDS[vocabulary][language], otherName].join(' · ');
    const said = pick(scopeNote, language);
    const head: PageHead = {
      ...asked,
      title: prefLabel[language],
      description: said === null ? line : `${said} ${line}`,
      type: 'article',
      url: conceptUrl(this.#origin, concept),
      picture: null,
      structured: [conceptData(this.#origin, concept, language)],
    };
    const above = [
      VOCABULARY_WORDS[vocabulary][language],
      ...concepts.pathTo(concept).map((each) => each.prefLabel[language]),
    ];
    const lines = [otherName, above.join(' › '), ...(said === null ? [] : [said])];
    return {
      exists: true,
      head,
      paint: {
        page: 'concept',
        variables: { vocabulary, code },
        title: prefLabel[language],
        lines,
        links: [],
        picture: null,
      },
    };
  }

  async #call(id: string, asked: AskedLanguage): Promise<DescribedPage> {
    const view = await this.#findCall(id);
    if (view === null) return MISSING;
    const { call, state } = view;
    const [organization] = await this.#options.organizations.showMany([call.organization]);
    if (organization == null || state === 'WITHDRAWN') return UNTOLD;
    const { language } = asked;
    const [first = null] = await this.#options.calls.seenAssets(ANONYMOUS, call);
    const picture = await this.#pictureOf(first, language);
    const title = pick(call.title, language) ?? PAGE_WORDS.calls.title[language];
    const description = pick(call.purpose, language) ?? '';
    const options = { origin: this.#origin, language, title, description, organization, picture };
    const head: PageHead = {
      ...asked,
      title,
      description: [pick(organization.name, language) ?? organization.slug, description].join(' · '),
      type: 'article',
      url: callUrl(this.#origin, id),
      picture,
      structured: [callData(call, options)],
    };
    return { exists: true, head, paint: null };
  }

  async #findCall(id: string): Promise<CallView | null> {
    try {
      return await this.#options.calls.get(ANONYMOUS, id);
    } catch (error) {
      if (error instanceof NotFoundError) return null;
      throw error;
    }
  }

  async #findOrganization(slug: string) {
    try {
      return await this.#options.organizations.findBySlug(slug);
    } catch (error) {
      if (error instanceof BadInputError) return null;
      throw error;
    }
  }

  async #pictureOf(asset: Asset | null, language: Language) {
    if (asset === null) return null;
    return this.#shared(await this.#options.pictures.find(asset), titleOf(asset, language));
  }

  #shared(picture: FirstPicture | null, alt: string) {
    return picture === null ? null : { ...sharedPictureOf(picture, this.#origin), alt };
  }
}

function titleOf({ metadata }: Asset, language: Language): string {
  return pick(metadata.title, language) ?? UNTITLED[language];
}
