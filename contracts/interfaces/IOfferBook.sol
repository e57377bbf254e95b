// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {Terms} from "../types/Terms.sol";
import {Wish} from "../types/Window.sol";

/// @title What may be sold: offers, the calendar, and every reason why not.
/// @notice The one place that decides a sale. Money is LicenseMarket's, the right sold is LicenseToken's.
/// @dev Calendar. Per asset at most 32 live exclusive grants, each exact, and at most 32 offers that are open or have live
///      sales, each with the hull of what it sold beside others (union of media, union of territories, first and last day).
///      A non-exclusive sale looks at the exclusives, an exclusive one at both: bounded cost however many licenses exist,
///      never a false acceptance. A hull never shrinks before its last day is over; what is over stands in nobody's way.
interface IOfferBook {
    /// @notice Why a wish is refused: docs/formats.md numbers the codes from 1 and says what each subject is.
    enum Code {
        NONE,
        ASSET_UNKNOWN,
        ASSET_WITHDRAWN,
        ASSET_DISPUTED,
        LICENSEE_UNKNOWN,
        WINDOW_EMPTY,
        WINDOW_PAST,
        NO_CONSENT,
        CONSENT_MEDIA,
        CONSENT_TERRITORIES,
        CONSENT_ENDS,
        NO_OFFER,
        OFFER_MEDIA,
        OFFER_TERRITORIES,
        OFFER_DAYS,
        EXCLUSIVE_NOT_OFFERED,
        ALREADY_LICENSED,
        EXCLUSIVE_OVERLAP,
        SHARE_RAISED,
        SALES_PAUSED,
        CONSENT_RIGHTS,
        CALENDAR_FULL,
        OFFER_OVERLAP,
        OFFER_CLOSED,
        LICENSE_ENDED,
        NOT_RENEWABLE,
        NOT_SUBLICENSABLE,
        OUTSIDE_LICENSE,
        ONLY_EXCLUSIVE
    }

    /// @param code Which reason.
    /// @param subject What stands in the way, as docs/formats.md says for each code.
    struct Reason {
        Code code;
        uint256 subject;
    }

    /// @param price Of one license, in the token's smallest unit, whatever part of the window is bought.
    /// @param territories Offered territories.
    /// @param token ERC-20 of the price; zero for the chain's own coin.
    /// @param media Offered media.
    /// @param firstDay First UTC day on offer.
    /// @param lastDay Last UTC day on offer, included.
    /// @param communityShareBps The community's share of the price; at least what its consent demands.
    /// @param rights What may be done with the licenses (types/Terms.sol).
    /// @param exclusive Whether exclusive licenses are sold, and nothing else.
    struct OfferTerms {
        uint256 price;
        uint256 territories;
        address token;
        uint32 media;
        uint32 firstDay;
        uint32 lastDay;
        uint16 communityShareBps;
        uint8 rights;
        bool exclusive;
    }

    /// @param assetId What is offered.
    /// @param holder Who offers it; the offer ends with its custody, for good.
    /// @param terms On which terms.
    /// @param closed Whether it was closed; the end of custody or of its days closes nothing.
    struct Offer {
        bytes32 assetId;
        bytes32 holder;
        OfferTerms terms;
        bool closed;
    }

    /// @notice What was sold, in the form in which overlaps are looked for.
    /// @param licenseId The exclusive license; 0 for the hull of an offer.
    /// @param offerId The offer it was sold from.
    /// @param media Sold media.
    /// @param territories Sold territories.
    /// @param firstDay First day sold.
    /// @param lastDay Last day sold; a grant is live until it is over.
    struct Grant {
        uint256 licenseId;
        uint64 offerId;
        uint32 media;
        uint256 territories;
        uint32 firstDay;
        uint32 lastDay;
    }

    /// @notice The priced answer to a wish.
    /// @param terms What would be agreed; empty when no offer serves.
    /// @param licenseId Its hash, which `buy` must be given and which the license will have as its id; 0 when no offer serves.
    /// @param reasons Every reason why not; empty when it can be bought.
    struct Quote {
        Terms terms;
        uint256 licenseId;
        Reason[] reasons;
    }

    /// @notice What the market is to sell.
    /// @param offerId The offer.
    /// @param assetId What it is believed to offer.
    /// @param licensee The organization that buys.
    /// @param wish The window.
    /// @param isInvoiced Whether it is paid outside the chain.
    /// @param orderedDay The UTC day of the order, else today. By it a first day is past, so that an invoice may be paid later;
    ///        by today where days before it could be sold twice, because somebody sells or sold them alone.
    struct Sale {
        uint64 offerId;
        bytes32 assetId;
        bytes32 licensee;
        Wish wish;
        bool isInvoiced;
        uint32 orderedDay;
    }

    /// @notice Only an owner or editor of the organization may do this.
    /// @param organizationId The organization.
    /// @param caller Who tried.
    error OfferBookNotMember(bytes32 organizationId, address caller);

    /// @notice Only the market sells, and only the license token releases.
    /// @param caller Who tried.
    error OfferBookNotTrusted(address caller);

    /// @notice The asset is not materialized.
    /// @param assetId The asset.
    error OfferBookAssetUnknown(bytes32 assetId);

    /// @notice The holder withdrew the asset.
    /// @param assetId The asset.
    error OfferBookAssetWithdrawn(bytes32 assetId);

    /// @notice The community behind the asset gave no consent that names its holder.
    /// @param assetId The asset.
    error OfferBookNoConsent(bytes32 assetId);

    /// @notice Money of this token is not accepted.
    /// @param token The refused token.
    error OfferBookTokenNotAccepted(address token);

    /// @notice Media are empty or contain unassigned bits.
    /// @param media The refused bitmap.
    error OfferBookMediaInvalid(uint32 media);

    /// @notice No territory at all.
    /// @param assetId The asset.
    error OfferBookTerritoriesEmpty(bytes32 assetId);

    /// @notice The first day comes after the last, the last is over, or it is beyond what the calendar holds (2^24 days).
    /// @param firstDay The refused first day.
    /// @param lastDay The refused last day.
    /// @param today The day of the block.
    error OfferBookDaysInvalid(uint32 firstDay, uint32 lastDay, uint32 today);

    /// @notice Unassigned rights.
    /// @param rights The refused bitmap.
    error OfferBookRightsInvalid(uint8 rights);

    /// @notice Less than consent demands.
    /// @param shareBps The refused share.
    /// @param demandedBps The share demanded.
    error OfferBookShareTooLow(uint16 shareBps, uint16 demandedBps);

    /// @notice The shares of community and operator exceed the price.
    /// @param shareBps The refused share of the community.
    /// @param operatorShareBps The operator's.
    error OfferBookShareTooHigh(uint16 shareBps, uint16 operatorShareBps);

    /// @notice A share for a community, of an asset without one.
    /// @param assetId The asset.
    error OfferBookShareWithoutCommunity(bytes32 assetId);

    /// @notice Prices stay below 2^96.
    /// @param price The refused price.
    error OfferBookPriceTooHigh(uint256 price);

    /// @notice The asset has as many offers that are open or have live sales as it can have; close one that sold nothing.
    /// @param assetId The asset.
    /// @param maxOffers How many.
    error OfferBookOffersFull(bytes32 assetId, uint256 maxOffers);

    /// @notice No such offer, or not one of this asset.
    /// @param offerId The id.
    error OfferBookOfferUnknown(uint64 offerId);

    /// @notice The offer is closed already, by its holder or because it was over and another took its place.
    /// @param offerId The offer.
    error OfferBookOfferClosed(uint64 offerId);

    /// @notice The wish can't be sold.
    /// @param reasons Every reason why not, as in the quote.
    error OfferBookRefused(Reason[] reasons);

    /// @notice The terms given do not belong to an issued license.
    /// @param licenseId Their hash.
    error OfferBookLicenseUnknown(uint256 licenseId);

    /// @notice The operator's share exceeds all.
    /// @param operatorShareBps The share.
    error OfferBookOperatorShareInvalid(uint16 operatorShareBps);

    /// @notice The holder offers licenses.
    /// @param offerId Its id, from 1.
    /// @param assetId What is offered.
    /// @param holder Who offers it.
    /// @param terms On which terms.
    event OfferOpened(
        uint64 indexed offerId,
        bytes32 indexed assetId,
        bytes32 indexed holder,
        OfferTerms terms
    );

    /// @notice Nothing is sold from the offer any longer: the holder closed it, or it was over and another took its place in the
    ///         list.
    /// @param offerId The offer.
    /// @param assetId What was offered.
    event OfferClosed(uint64 indexed offerId, bytes32 indexed assetId);

    /// @notice Nothing new is sold until sales are resumed. Everything else goes on.
    /// @param by Who paused.
    event SalesPaused(address by);

    /// @notice Sales go on.
    /// @param by Who resumed.
    event SalesResumed(address by);

    /// @notice Offers licenses of an asset. By an owner or editor of the holder.
    /// @param assetId A materialized asset.
    /// @param terms On which terms.
    /// @return offerId Its id, from 1.
    function offer(bytes32 assetId, OfferTerms calldata terms) external returns (uint64 offerId);

    /// @notice Takes an offer back. By an owner or editor of the asset's holder of today, also for offers of those before. It
    ///         stays in the calendar as long as what it sold beside others may be live.
    /// @param offerId The offer.
    function closeOffer(uint64 offerId) external;

    /// @notice Stops new sales, renewals, sublicenses and invoices, and nothing else. Restricted to the guardian.
    function pause() external;

    /// @notice Lets sales go on. Restricted to the guardian.
    function resume() external;

    /// @notice Decides a sale and enters it into the calendar. By the market.
    /// @param sale What to sell.
    /// @return terms What is agreed.
    /// @return holder The asset's holder.
    /// @return community The asset's community; zero without one.
    function sell(
        Sale calldata sale
    ) external returns (Terms memory terms, bytes32 holder, bytes32 community);

    /// @notice Decides a renewal: the same media and territories for the following period of the same length, at the price and
    ///         shares of the license. By the market.
    /// @param held Terms of a license that lets it be renewed, live or not begun.
    /// @param licensee Who has it now.
    /// @return terms What is agreed.
    /// @return holder The asset's holder.
    /// @return community The asset's community; zero without one.
    function renew(
        Terms calldata held,
        bytes32 licensee
    ) external returns (Terms memory terms, bytes32 holder, bytes32 community);

    /// @notice Decides a sublicense: a part of the window of a license that lets it be sublicensed. By the market.
    /// @dev Consent must be live and cover it, as for a sale: no grant to another without the community.
    /// @param held Terms of the license.
    /// @param licensee Who gets the part.
    /// @param wish The part, beside others: two exclusive parts of one license could overlap.
    /// @param rights REVOCABLE or nothing.
    /// @return terms What is agreed, at the price 0.
    function sublicense(
        Terms calldata held,
        bytes32 licensee,
        Wish calldata wish,
        uint8 rights
    ) external view returns (Terms memory terms);

    /// @notice Frees the place of a revoked exclusive license. By the license token.
    /// @param assetId The asset.
    /// @param licenseId The license; nothing happens if it has no place.
    function release(bytes32 assetId, uint256 licenseId) external;

    /// @notice The priced answer to a wish from the first open offer that serves it, else from the one with the fewest obstacles,
    ///         with every reason when it is refused.
    /// @param assetId What to license.
    /// @param licensee The organization that would buy.
    /// @param wish The window.
    /// @param today The UTC day to judge by.
    /// @return answer The quote.
    function quote(
        bytes32 assetId,
        bytes32 licensee,
        Wish calldata wish,
        uint32 today
    ) external view returns (Quote memory answer);

    /// @notice The answer to an exact sale, as `sell` would judge it.
    /// @param sale What to sell.
    /// @param today The UTC day to judge by.
    /// @return answer The quote.
    function quoteSale(Sale calldata sale, uint32 today) external view returns (Quote memory answer);

    /// @notice The answer to a renewal, as `renew` would judge it.
    /// @param held Terms of the license.
    /// @param licensee Who has it now.
    /// @param today The UTC day to judge by.
    /// @return answer The quote.
    function quoteRenewal(
        Terms calldata held,
        bytes32 licensee,
        uint32 today
    ) external view returns (Quote memory answer);

    /// @notice The answer to a sublicense, as `sublicense` would judge it.
    /// @param held Terms of the license.
    /// @param licensee Who would get the part.
    /// @param wish The part.
    /// @param rights REVOCABLE or nothing.
    /// @param today The UTC day to judge by.
    /// @return answer The quote.
    function quoteSublicense(
        Terms calldata held,
        bytes32 licensee,
        Wish calldata wish,
        uint8 rights,
        uint32 today
    ) external view returns (Quote memory answer);

    /// @notice The offer; reverts if it doesn't exist.
    /// @param offerId The offer.
    /// @return record Its record.
    function offerOf(uint64 offerId) external view returns (Offer memory record);

    /// @notice Open offers of the asset's holder, in the order in which they are tried.
    /// @param assetId The asset.
    /// @return offerIds Their ids.
    function openOffersOf(bytes32 assetId) external view returns (uint64[] memory offerIds);

    /// @notice The calendar: exclusive grants and hulls that are live on a day.
    /// @param assetId The asset.
    /// @param today The UTC day to judge by.
    /// @return exclusives Every live exclusive license.
    /// @return hulls Every live hull of an offer.
    function calendarOf(
        bytes32 assetId,
        uint32 today
    ) external view returns (Grant[] memory exclusives, Grant[] memory hulls);

    /// @notice Whether prices may be in this token.
    /// @param token ERC-20, or zero for the chain's own coin.
    /// @return accepted The answer.
    function isAccepted(address token) external view returns (bool accepted);

    /// @notice Whether sales are paused.
    /// @return paused The answer.
    function isPaused() external view returns (bool paused);

    /// @notice The operator's share of every price.
    /// @return shareBps In hundredths of a percent.
    function operatorShareBps() external view returns (uint16 shareBps);

    /// @notice Hash of the territories table that gives the bits their meaning.
    /// @return hash keccak256 of its RFC 8785 bytes.
    function territoriesHash() external view returns (bytes32 hash);
}
