// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {PriceRule} from "../types/PriceRule.sol";
import {Grant, Wish} from "../types/Window.sol";

/// @title Offers, and what was sold from them beside others.
/// @notice What may be sold from them is for Judgement to say.
/// @dev Per asset at most 32 offers that are open or have live sales, each with the hull of what it sold beside others (union of
///      media, union of territories, first and last day). An exclusive sale looks at the hulls: bounded cost however many
///      licenses exist, never a false acceptance. A hull never shrinks before its last day is over. An offer leaves the list
///      when nothing that it sold beside others is live, or when room is needed and the hull of another offer that is over takes
///      its own; it is closed from then on.
interface IOfferBook {
    /// @param price Of one license, in the token's smallest unit, whatever part of the window is bought; with a rule, of a month.
    /// @param territories Offered territories.
    /// @param token ERC-20 of the price; zero for the chain's own coin.
    /// @param media Offered media.
    /// @param firstDay First UTC day on offer.
    /// @param lastDay Last UTC day on offer, included.
    /// @param communityShareBps The community's share of the price; at least what its consent demands.
    /// @param rights What may be done with the licenses (types/Terms.sol).
    /// @param exclusive Whether exclusive licenses are sold, and nothing else.
    /// @param licensee The one organization that can take the offer; zero for anybody.
    /// @param rule How the price follows from the use; empty for a flat price.
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
        bytes32 licensee;
        PriceRule rule;
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

    /// @notice What a sale from the offer depends on.
    /// @param price Of the use in question.
    /// @param territories As offered.
    /// @param token As offered.
    /// @param media As offered.
    /// @param firstDay As offered.
    /// @param lastDay As offered.
    /// @param communityShareBps As offered.
    /// @param rights As offered.
    /// @param exclusive As offered.
    /// @param licensee As offered.
    /// @param closed Whether it was closed.
    /// @param holder Index of who offers.
    /// @param openedAt Unix seconds.
    struct Conditions {
        uint256 price;
        uint256 territories;
        address token;
        uint32 media;
        uint32 firstDay;
        uint32 lastDay;
        uint16 communityShareBps;
        uint8 rights;
        bool exclusive;
        bytes32 licensee;
        bool closed;
        uint32 holder;
        uint40 openedAt;
    }

    /// @notice Only an owner or editor of the organization may do this.
    /// @param organizationId The organization.
    /// @param caller Who tried.
    error OfferBookNotMember(bytes32 organizationId, address caller);

    /// @notice Only Judgement enters what was sold.
    /// @param caller Who tried.
    error OfferBookNotTrusted(address caller);

    /// @notice A suspended organization offers nothing.
    /// @param organizationId The organization.
    error OfferBookHolderSuspended(bytes32 organizationId);

    /// @notice An offer for one names an admitted organization.
    /// @param licensee The refused organization.
    error OfferBookLicenseeUnknown(bytes32 licensee);

    /// @notice The asset is not materialized.
    /// @param assetId The asset.
    error OfferBookAssetUnknown(bytes32 assetId);

    /// @notice The holder withdrew the asset.
    /// @param assetId The asset.
    error OfferBookAssetWithdrawn(bytes32 assetId);

    /// @notice The community behind the asset gave no consent that names its holder; nor, if the offer is for one organization, for
    ///         one use by that.
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

    /// @notice Unassigned rights. Kept for the contracts of before: today every bit is assigned.
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

    /// @notice Prices stay below 2^96, also that of the dearest use by the rule.
    /// @param price The refused price.
    error OfferBookPriceTooHigh(uint256 price);

    /// @notice The asset has as many open offers as it can have; close one.
    /// @param assetId The asset.
    /// @param maxOffers How many.
    error OfferBookOffersFull(bytes32 assetId, uint256 maxOffers);

    /// @notice No such offer, or not one of this asset.
    /// @param offerId The id.
    error OfferBookOfferUnknown(uint64 offerId);

    /// @notice The offer is closed already, by its holder or because it was over and another took its place.
    /// @param offerId The offer.
    error OfferBookOfferClosed(uint64 offerId);

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

    /// @notice Offers licenses of an asset. By an owner or editor of the holder.
    /// @param assetId A materialized asset.
    /// @param terms On which terms; Pricing says which rules are refused.
    /// @return offerId Its id, from 1.
    function offer(bytes32 assetId, OfferTerms calldata terms) external returns (uint64 offerId);

    /// @notice Takes an offer back. By an owner or editor of the asset's holder of today, also for offers of those before. It
    ///         stays in the list as long as what it sold beside others may be live.
    /// @param offerId The offer.
    function closeOffer(uint64 offerId) external;

    /// @notice Enters what is sold beside others into the offer's hull. By Judgement.
    /// @param assetId The asset.
    /// @param offerId The offer; it lets the window be sold.
    /// @param wish The window.
    function enterHull(bytes32 assetId, uint64 offerId, Wish calldata wish) external;

    /// @notice What a sale depends on; reverts if the asset has no such offer.
    /// @param assetId The asset.
    /// @param offerId The offer.
    /// @param wish The use, which has a price also outside the offer; without days it has the price zero by a rule.
    /// @return conditions What the offer says.
    function conditionsFor(
        bytes32 assetId,
        uint64 offerId,
        Wish calldata wish
    ) external view returns (Conditions memory conditions);

    /// @notice The hulls that an exclusive wish meets.
    /// @param assetId The asset.
    /// @param wish The wish.
    /// @param today The UTC day to judge by.
    /// @return offerIds Of the live ones.
    function overlaps(
        bytes32 assetId,
        Wish calldata wish,
        uint32 today
    ) external view returns (uint64[] memory offerIds);

    /// @notice The offer; reverts if it doesn't exist.
    /// @param offerId The offer.
    /// @return record Its record.
    function offerOf(uint64 offerId) external view returns (Offer memory record);

    /// @notice Open offers of the asset's holder, in the order of their ids.
    /// @param assetId The asset.
    /// @return offerIds Their ids.
    function openOffersOf(bytes32 assetId) external view returns (uint64[] memory offerIds);

    /// @notice Hulls that are live on a day or later.
    /// @param assetId The asset.
    /// @param today The UTC day to judge by.
    /// @return hulls What each offer sold beside others, with what those sold whose hulls it took.
    function hullsOf(bytes32 assetId, uint32 today) external view returns (Grant[] memory hulls);

    /// @notice Whether prices may be in this token.
    /// @param token ERC-20, or zero for the chain's own coin.
    /// @return accepted The answer.
    function isAccepted(address token) external view returns (bool accepted);

    /// @notice The operator's share of every price.
    /// @return shareBps In hundredths of a percent.
    function operatorShareBps() external view returns (uint16 shareBps);
}
