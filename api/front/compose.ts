import type { CatalogService } from '../assets/services/catalog.ts';
import type { ShownStandIns } from '../assets/services/shown-stand-ins.ts';
import type { ConceptBrowsing } from '../concepts/services/concept-browsing.ts';
import type { CallReading } from '../desk/services/call-reading.ts';
import type { FileDescriptions } from '../files/services/file-descriptions.ts';
import type { Posters } from '../files/services/posters.ts';
import type { OrganizationsService } from '../organizations/services/organizations.ts';
import type { ProfilesService } from '../organizations/services/profiles.ts';
import type { Clock } from '../platform/kernel/clock.ts';
import type { SearchService } from '../search/services/search.ts';
import { FirstPictures } from './services/first-pictures.ts';
import { Holdings } from './services/holdings.ts';
import { KeptAnswers, type KeptAnswersLimits } from './services/kept-answers.ts';
import { Pages } from './services/pages.ts';
import { RecentPublications } from './services/recent-publications.ts';
import { ShownOrganizations } from './services/shown-organizations.ts';
import { Showpieces } from './services/showpieces.ts';
import { Sitemaps } from './services/sitemaps.ts';

export interface FrontParts {
  readonly catalog: CatalogService;
  readonly search: SearchService;
  readonly organizations: OrganizationsService;
  readonly conceptBrowsing: ConceptBrowsing;
  readonly calls: CallReading;
  readonly profiles: ProfilesService;
  readonly standIns: ShownStandIns;
  readonly descriptions: FileDescriptions;
  readonly posters: Posters;
  /** How many leaves the read models show. */
  readonly projection: { position(): Promise<number> };
  readonly publicUrl: () => URL;
  readonly clock: Clock;
}

/** The first page, and what pages tell machines. */
export function composeFront(parts: FrontParts) {
  const holdings = new Holdings(parts);
  const publications = new RecentPublications({ ...parts, holdings });
  const pictures = new FirstPictures(parts);
  const showpieces = new Showpieces(parts);
  const projections = parts.projection;
  return {
    publications,
    shownOrganizations: new ShownOrganizations({ ...parts, holdings, showpieces }),
    pages: new Pages({ ...parts, publications, pictures, showpieces }),
    sitemaps: new Sitemaps({ ...parts, projections }),
    /** One for each kind of answer. */
    keptAnswers: <T>(limits: KeptAnswersLimits = {}) =>
      new KeptAnswers<T>({ ...parts, ...limits, projections }),
  };
}
