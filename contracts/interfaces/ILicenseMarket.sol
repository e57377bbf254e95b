// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {Wish} from "../types/Window.sol";

/// @title Offers, quotes and sales of licenses.
/// @notice Sells nothing without the community's consent of that block and credits its share with every sale. Money is
///         credited and paid by `claim` only, so that one payee never stands in another's way.
interface ILicenseMarket {
    /// @notice Why a wish is refused: docs/formats.md numbers the codes from 1.
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
        SHARE_RAISED
    }

    /// @param code Which reason.
    /// @param subject What stands in the way, as docs/formats.md says for each code.
    struct Reason {
        Code code;
        uint256 subject;
    }

    /// @param price Of one license, in the token's smallest unit, whatever part of the window is bought.
    /// @param territories Offered territories.
    /// @param token ERC-20 of the price.
    /// @param media Offered media.
    /// @param firstDay First UTC day on offer.
    /// @param lastDay Last UTC day on offer, included.
    /// @param communityShareBps The community's share of the price; at least what its consent demands.
    /// @param exclusive Whether exclusive licenses are sold.
    struct OfferTerms {
        uint256 price;
        uint256 territories;
        address token;
        uint32 media;
        uint32 firstDay;
        uint32 lastDay;
        uint16 communityShareBps;
        bool exclusive;
    }

    /// @param assetId What is offered.
    /// @param holder Who offers it; the offer ends with its custody.
    /// @param terms On which terms.
    /// @param closed Whether the holder took it back.
    struct Offer {
        bytes32 assetId;
        bytes32 holder;
        OfferTerms terms;
        bool closed;
    }

    /// @param offerId The offer that serves the wish; 0 when refused for want of one.
    /// @param token ERC-20 of the price.
    /// @param price In its smallest unit.
    /// @param communityShareBps The community's share.
    /// @param operatorShareBps The operator's share.
    /// @param termsHash What `buy` must be given; zero when no offer serves.
    /// @param reasons Every reason why not; empty when it can be bought.
    struct Quote {
        uint64 offerId;
        address token;
        uint256 price;
        uint16 communityShareBps;
        uint16 operatorShareBps;
        bytes32 termsHash;
        Reason[] reasons;
    }

    /// @param assetId What to license.
    /// @param licensee The organization that buys; the caller is its owner or editor and pays.
    /// @param wish The window.
    /// @param termsHash The terms of the quote the buyer saw.
    /// @param maxPrice The most it pays.
    struct Purchase {
        bytes32 assetId;
        bytes32 licensee;
        Wish wish;
        bytes32 termsHash;
        uint256 maxPrice;
    }

    /// @param value Allowance to permit (EIP-2612) for the market.
    /// @param deadline Unix seconds; 0 sends no permit and relies on an allowance given before.
    /// @param v Of the signature.
    /// @param r Of the signature.
    /// @param s Of the signature.
    struct Permit {
        uint256 value;
        uint256 deadline;
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    /// @notice Only an owner or editor of the organization may do this.
    /// @param organizationId The organization.
    /// @param caller Who tried.
    error LicenseMarketNotMember(bytes32 organizationId, address caller);

    /// @notice The asset is not materialized.
    /// @param assetId The asset.
    error LicenseMarketAssetUnknown(bytes32 assetId);

    /// @notice The holder withdrew the asset.
    /// @param assetId The asset.
    error LicenseMarketAssetWithdrawn(bytes32 assetId);

    /// @notice The community behind the asset gave no consent that names its holder.
    /// @param assetId The asset.
    error LicenseMarketNoConsent(bytes32 assetId);

    /// @notice Exclusive sales come with a later version.
    /// @param assetId The asset.
    error LicenseMarketExclusiveUnsupported(bytes32 assetId);

    /// @notice Money of this token is not accepted.
    /// @param token The refused token.
    error LicenseMarketTokenNotAccepted(address token);

    /// @notice Media are empty or contain unassigned bits.
    /// @param media The refused bitmap.
    error LicenseMarketMediaInvalid(uint32 media);

    /// @notice No territory at all.
    /// @param assetId The asset.
    error LicenseMarketTerritoriesEmpty(bytes32 assetId);

    /// @notice The first day comes after the last, or the last is over.
    /// @param firstDay The refused first day.
    /// @param lastDay The refused last day.
    /// @param today The day of the block.
    error LicenseMarketDaysInvalid(uint32 firstDay, uint32 lastDay, uint32 today);

    /// @notice Less than consent demands.
    /// @param shareBps The refused share.
    /// @param demandedBps The share demanded.
    error LicenseMarketShareTooLow(uint16 shareBps, uint16 demandedBps);

    /// @notice The shares of community and operator exceed the price.
    /// @param shareBps The refused share of the community.
    /// @param operatorShareBps The operator's.
    error LicenseMarketShareTooHigh(uint16 shareBps, uint16 operatorShareBps);

    /// @notice A share for a community, of an asset without one.
    /// @param assetId The asset.
    error LicenseMarketShareWithoutCommunity(bytes32 assetId);

    /// @notice Prices stay below 2^128, so that sums never overflow.
    /// @param price The refused price.
    error LicenseMarketPriceTooHigh(uint256 price);

    /// @notice The asset has as many live offers as it can have; close one.
    /// @param assetId The asset.
    /// @param maxOffers How many.
    error LicenseMarketOffersFull(bytes32 assetId, uint256 maxOffers);

    /// @notice No such offer.
    /// @param offerId The id.
    error LicenseMarketOfferUnknown(uint64 offerId);

    /// @notice The offer is closed already.
    /// @param offerId The offer.
    error LicenseMarketOfferClosed(uint64 offerId);

    /// @notice The wish can't be bought.
    /// @param reasons Every reason why not, as in the quote.
    error LicenseMarketRefused(Reason[] reasons);

    /// @notice The terms are not those of the quote the buyer saw.
    /// @param expected Hash of the terms it expected.
    /// @param actual Hash of the terms now.
    error LicenseMarketTermsChanged(bytes32 expected, bytes32 actual);

    /// @notice More than the buyer pays.
    /// @param price The price.
    /// @param maxPrice The most it pays.
    error LicenseMarketPriceAboveMaximum(uint256 price, uint256 maxPrice);

    /// @notice The token moved another amount than the price.
    /// @param price The price.
    /// @param received What arrived.
    error LicenseMarketPaymentMismatch(uint256 price, uint256 received);

    /// @notice The operator's share exceeds all, or the operator has no payout address.
    /// @param operatorShareBps The share.
    /// @param operatorPayout The address.
    error LicenseMarketOperatorInvalid(uint16 operatorShareBps, address operatorPayout);

    /// @notice There is nothing to claim.
    /// @param organizationId Of the organization.
    /// @param token The token.
    error LicenseMarketNothingToClaim(bytes32 organizationId, address token);

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

    /// @notice The holder offers them no longer.
    /// @param offerId The offer.
    /// @param assetId What was offered.
    event OfferClosed(uint64 indexed offerId, bytes32 indexed assetId);

    /// @notice A license was sold.
    /// @param licenseId Its token.
    /// @param assetId The asset.
    /// @param licensee The organization that may use it.
    /// @param offerId The offer it was sold from.
    /// @param wish The window.
    /// @param termsHash What was agreed.
    /// @param token ERC-20 of the price.
    /// @param price What was paid.
    event LicenseSold(
        uint256 indexed licenseId,
        bytes32 indexed assetId,
        bytes32 indexed licensee,
        uint64 offerId,
        Wish wish,
        bytes32 termsHash,
        address token,
        uint256 price
    );

    /// @notice A part of a price belongs to an organization from now on.
    /// @param organizationId Community, holder or operator.
    /// @param token ERC-20.
    /// @param licenseId The sale it comes from.
    /// @param amount In the token's smallest unit.
    event Credited(
        bytes32 indexed organizationId,
        address indexed token,
        uint256 indexed licenseId,
        uint256 amount
    );

    /// @notice An organization's credit was paid out.
    /// @param organizationId The organization.
    /// @param token ERC-20.
    /// @param payout Where it went.
    /// @param amount In the token's smallest unit.
    event Claimed(
        bytes32 indexed organizationId,
        address indexed token,
        address indexed payout,
        uint256 amount
    );

    /// @notice Offers licenses of an asset. By an owner or editor of the holder.
    /// @param assetId A materialized asset.
    /// @param terms On which terms.
    /// @return offerId Its id, from 1.
    function offer(bytes32 assetId, OfferTerms calldata terms) external returns (uint64 offerId);

    /// @notice Takes an offer back. By an owner or editor of the asset's holder.
    /// @param offerId The offer.
    function closeOffer(uint64 offerId) external;

    /// @notice Buys a license for an organization. By an owner or editor of it, who pays.
    /// @dev Days are those of the block. Repeating a purchase is refused with ALREADY_LICENSED, so that an
    ///      interrupted one can be sent again without risk.
    /// @param purchase What to buy.
    /// @param permit Permission to take the price; one that fails is no error while the allowance suffices.
    /// @return licenseId The license.
    function buy(Purchase calldata purchase, Permit calldata permit) external returns (uint256 licenseId);

    /// @notice Pays an organization's credit to its payout address. By anybody.
    /// @param organizationId The organization, or `OPERATOR_ACCOUNT`.
    /// @param token ERC-20.
    function claim(bytes32 organizationId, address token) external;

    /// @notice The priced answer to a wish, with every reason when it is refused.
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

    /// @notice The offer; reverts if it doesn't exist.
    /// @param offerId The offer.
    /// @return record Its record.
    function offerOf(uint64 offerId) external view returns (Offer memory record);

    /// @notice Offers of an asset that are not closed, in the order in which they are tried.
    /// @param assetId The asset.
    /// @return offerIds Their ids.
    function liveOffersOf(bytes32 assetId) external view returns (uint64[] memory offerIds);

    /// @notice What an organization can claim.
    /// @param organizationId The organization, or `OPERATOR_ACCOUNT`.
    /// @param token ERC-20.
    /// @return amount In the token's smallest unit.
    function creditOf(bytes32 organizationId, address token) external view returns (uint256 amount);

    /// @notice Whether prices may be in this token.
    /// @param token ERC-20.
    /// @return accepted The answer.
    function isAccepted(address token) external view returns (bool accepted);

    /// @notice The operator's share of every price.
    /// @return shareBps In hundredths of a percent.
    function operatorShareBps() external view returns (uint16 shareBps);

    /// @notice Hash of the territories table that gives the bits their meaning.
    /// @return hash keccak256 of its RFC 8785 bytes.
    function territoriesHash() external view returns (bytes32 hash);
}
