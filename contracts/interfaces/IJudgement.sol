// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {Reason} from "../types/Reason.sol";
import {Terms} from "../types/Terms.sol";
import {Grant, Wish} from "../types/Window.sol";

/// @title Whether something may be sold, and every reason why not.
/// @notice A quote and a sale are judged by the same code. Offers are OfferBook's, exclusive licenses Calendar's, money
///         LicenseMarket's, and the right sold is LicenseToken's.
interface IJudgement {
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
    /// @param version Hash of the statement of the version to sell.
    /// @param licensee The organization that buys.
    /// @param wish The window.
    /// @param isInvoiced Whether it is paid outside the chain.
    /// @param orderedDay The UTC day of the order, else today. By it a first day is past, so that an invoice may be paid later;
    ///        by today where days before it could be sold twice, because somebody sells or sold them alone.
    struct Sale {
        uint64 offerId;
        bytes32 assetId;
        bytes32 version;
        bytes32 licensee;
        Wish wish;
        bool isInvoiced;
        uint32 orderedDay;
    }

    /// @notice Only the market sells.
    /// @param caller Who tried.
    error JudgementNotMarket(address caller);

    /// @notice The wish can't be sold.
    /// @param reasons Every reason why not, as in the quote.
    error JudgementRefused(Reason[] reasons);

    /// @notice The terms given do not belong to an issued license.
    /// @param licenseId Their hash.
    error JudgementLicenseUnknown(uint256 licenseId);

    /// @notice A part of a license can't have these rights.
    /// @param rights The refused bitmap.
    error JudgementRightsInvalid(uint8 rights);

    /// @notice Nothing new is sold until sales are resumed. Everything else goes on.
    /// @param by Who paused.
    event SalesPaused(address by);

    /// @notice Sales go on.
    /// @param by Who resumed.
    event SalesResumed(address by);

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

    /// @notice Decides a renewal: the same version, media and territories for the following period of the same length, at the
    ///         price and shares of the license. By the market.
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
    /// @param rights REVOCABLE, FIXED_VERSION and those of PASSED_ON_RIGHTS that the license has (types/Terms.sol), or nothing;
    ///        a part of a license of a fixed version is of a fixed version.
    /// @return terms What is agreed, at the price 0.
    function sublicense(
        Terms calldata held,
        bytes32 licensee,
        Wish calldata wish,
        uint8 rights
    ) external returns (Terms memory terms);

    /// @notice The priced answer to a wish from the cheapest of the open offers that serve it; if none does, of those with the
    ///         fewest obstacles, with every reason why not.
    /// @dev Prices in different tokens can't be compared: the first of these offers decides the token. Of equally cheap ones it takes
    ///      the lowest number. Offers for another organization alone count only when no other is open.
    /// @param assetId What to license.
    /// @param version Hash of the statement of the version to license.
    /// @param licensee The organization that would buy.
    /// @param wish The window.
    /// @param today The UTC day to judge by.
    /// @return answer The quote.
    function quote(
        bytes32 assetId,
        bytes32 version,
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
    /// @param rights As in `sublicense`.
    /// @param today The UTC day to judge by.
    /// @return answer The quote.
    function quoteSublicense(
        Terms calldata held,
        bytes32 licensee,
        Wish calldata wish,
        uint8 rights,
        uint32 today
    ) external view returns (Quote memory answer);

    /// @notice Everything that sales of an asset look at: exclusive licenses and hulls that are live on a day or later.
    /// @param assetId The asset.
    /// @param today The UTC day to judge by.
    /// @return exclusives Every live exclusive license.
    /// @return hulls Every live hull of an offer.
    function calendarOf(
        bytes32 assetId,
        uint32 today
    ) external view returns (Grant[] memory exclusives, Grant[] memory hulls);

    /// @notice Whether sales are paused.
    /// @return paused The answer.
    function isPaused() external view returns (bool paused);

    /// @notice Hash of the territories table that gives the bits their meaning.
    /// @return hash keccak256 of its RFC 8785 bytes.
    function territoriesHash() external view returns (bytes32 hash);
}
