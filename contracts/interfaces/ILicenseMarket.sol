// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {Terms} from "../types/Terms.sol";
import {Wish} from "../types/Window.sol";

/// @title Sales of licenses and the money of their shares.
/// @notice Judgement decides each sale in the same call. Every sale credits its three shares; credits are paid by `claim` only, so
///         that one payee never stands in another's way. The sum of the credits of a token is what the market holds of it
///         or less.
interface ILicenseMarket {
    /// @param offerId The offer, as quoted.
    /// @param assetId What to license.
    /// @param version Hash of the statement of the version to license.
    /// @param licensee The organization that buys; the caller is its owner or editor and pays.
    /// @param wish The window.
    /// @param termsHash The license id of the quote the buyer saw.
    /// @param maxPrice The most it pays.
    struct Purchase {
        uint64 offerId;
        bytes32 assetId;
        bytes32 version;
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

    /// @notice An order that is paid by invoice.
    /// @param orderedDay UTC day of the order; 0 if there is none.
    /// @param isPaid Whether the holder says that the invoice is paid.
    /// @param isShared Whether the council says that the community's share arrived.
    /// @param isDone Whether the license was issued or the order taken back.
    struct Order {
        uint32 orderedDay;
        bool isPaid;
        bool isShared;
        bool isDone;
    }

    /// @notice Only an owner or editor of the organization may do this.
    /// @param organizationId The organization.
    /// @param caller Who tried.
    error LicenseMarketNotMember(bytes32 organizationId, address caller);

    /// @notice Only the council of the asset's community may do this.
    /// @param assetId The asset.
    /// @param caller Who tried.
    error LicenseMarketNotCouncil(bytes32 assetId, address caller);

    /// @notice The terms are not those of the quote the buyer saw.
    /// @param expected Hash of the terms it expected.
    /// @param actual Hash of the terms now.
    error LicenseMarketTermsChanged(bytes32 expected, bytes32 actual);

    /// @notice More than the buyer pays.
    /// @param price The price.
    /// @param maxPrice The most it pays.
    error LicenseMarketPriceAboveMaximum(uint256 price, uint256 maxPrice);

    /// @notice Another amount than agreed moved: the token takes a fee, or the coin sent is not what it costs.
    /// @param expected The price, the prices together, or the credit claimed.
    /// @param actual What the market received or paid.
    error LicenseMarketPaymentMismatch(uint256 expected, uint256 actual);

    /// @notice The permission to pay is over. Sign another.
    /// @param deadline Unix seconds until which it was good.
    error LicenseMarketPermitExpired(uint256 deadline);

    /// @notice Nothing, or more licenses than fit into one transaction.
    /// @param count How many.
    /// @param maxCount How many fit.
    error LicenseMarketCountInvalid(uint256 count, uint256 maxCount);

    /// @notice The operator has no payout address.
    /// @param operatorPayout The address.
    error LicenseMarketOperatorInvalid(address operatorPayout);

    /// @notice There is nothing to claim.
    /// @param organizationId Of the organization.
    /// @param token The token.
    error LicenseMarketNothingToClaim(bytes32 organizationId, address token);

    /// @notice The payout address did not take the coin. Name another.
    /// @param payout The address.
    /// @param amount What it refused.
    error LicenseMarketPayoutRefused(address payout, uint256 amount);

    /// @notice The order exists already.
    /// @param orderId Hash of its terms.
    error LicenseMarketAlreadyOrdered(uint256 orderId);

    /// @notice No such order, or it is done.
    /// @param orderId Hash of its terms.
    error LicenseMarketNotOrdered(uint256 orderId);

    /// @notice The order's license is said to be paid, or its share to have arrived, already.
    /// @param orderId Hash of its terms.
    error LicenseMarketAlreadyConfirmed(uint256 orderId);

    /// @notice A license was issued.
    /// @param licenseId Its token: the hash of the terms.
    /// @param assetId The asset.
    /// @param licensee The organization that may use it.
    /// @param terms What was agreed.
    event LicenseSold(
        uint256 indexed licenseId,
        bytes32 indexed assetId,
        bytes32 indexed licensee,
        Terms terms
    );

    /// @notice A part of a price belongs to an organization from now on.
    /// @param organizationId Community, holder or operator.
    /// @param token ERC-20, or zero for the chain's own coin.
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
    /// @param token ERC-20, or zero for the chain's own coin.
    /// @param payout Where it went.
    /// @param amount In the token's smallest unit.
    event Claimed(
        bytes32 indexed organizationId,
        address indexed token,
        address indexed payout,
        uint256 amount
    );

    /// @notice A licensee ordered a license that it pays by invoice.
    /// @param orderId The license id it will have.
    /// @param assetId The asset.
    /// @param licensee The organization that ordered.
    /// @param terms What would be agreed.
    event Ordered(uint256 indexed orderId, bytes32 indexed assetId, bytes32 indexed licensee, Terms terms);

    /// @notice The licensee took its order back.
    /// @param orderId The order.
    /// @param assetId The asset.
    event OrderCanceled(uint256 indexed orderId, bytes32 indexed assetId);

    /// @notice The holder says that the invoice is paid.
    /// @param orderId The order.
    /// @param assetId The asset.
    event InvoicePaid(uint256 indexed orderId, bytes32 indexed assetId);

    /// @notice The council says that the community's share of the invoice arrived.
    /// @param orderId The order.
    /// @param assetId The asset.
    event ShareReceived(uint256 indexed orderId, bytes32 indexed assetId);

    /// @notice Buys a license for an organization. By an owner or editor of it, who pays.
    /// @dev Days are those of the block. Repeating a purchase is refused with ALREADY_LICENSED, so that an
    ///      interrupted one can be sent again without risk.
    /// @param purchase What to buy.
    /// @param permit Permission to take the price; one that fails is no error while the allowance suffices.
    /// @return licenseId The license.
    function buy(
        Purchase calldata purchase,
        Permit calldata permit
    ) external payable returns (uint256 licenseId);

    /// @notice Buys several licenses, all or none. At most 10.
    /// @param purchases What to buy.
    /// @param permit Permission to take the price, for the token of the first.
    /// @return licenseIds The licenses.
    function buyMany(
        Purchase[] calldata purchases,
        Permit calldata permit
    ) external payable returns (uint256[] memory licenseIds);

    /// @notice Buys the following period of a license that lets it be renewed. By an owner or editor of its licensee.
    /// @param held Terms of the license.
    /// @param termsHash The license id of the quote the buyer saw.
    /// @param permit Permission to take the price.
    /// @return licenseId The new license.
    function renew(
        Terms calldata held,
        bytes32 termsHash,
        Permit calldata permit
    ) external payable returns (uint256 licenseId);

    /// @notice Grants a part of a license to another organization. By an owner or editor of its licensee.
    /// @param held Terms of the license.
    /// @param licensee Who gets the part.
    /// @param wish The part.
    /// @param rights REVOCABLE, so that the grantor may end it; FIXED_VERSION, which a part of such a license has anyway; those of
    ///        PASSED_ON_RIGHTS that the license has (types/Terms.sol); or nothing.
    /// @return licenseId The sublicense, which ends with the license.
    function sublicense(
        Terms calldata held,
        bytes32 licensee,
        Wish calldata wish,
        uint8 rights
    ) external returns (uint256 licenseId);

    /// @notice Orders a license that is paid by invoice. By an owner or editor of the licensee. Reserves nothing.
    /// @param purchase What to order; its terms hash is that of the quote for an invoice.
    /// @return orderId The license id it will have.
    function order(Purchase calldata purchase) external returns (uint256 orderId);

    /// @notice Takes an order back. By an owner or editor of the licensee.
    /// @param terms Of the order.
    function cancelOrder(Terms calldata terms) external;

    /// @notice Says that the invoice is paid; issues the license when nobody else has to say anything. By an owner or editor of
    ///         the holder who offered.
    /// @dev After a change of custody the order can't be fulfilled: the offer has ended. Whoever holds the asset then can't
    ///      confirm what was paid to another.
    /// @param terms Of the order.
    function confirmPaid(Terms calldata terms) external;

    /// @notice Says that the community's share of the invoice arrived; issues the license when the holder confirmed. By the
    ///         council. What one council received counts for its successors.
    /// @param terms Of the order.
    function confirmShare(Terms calldata terms) external;

    /// @notice Pays an organization's credit to its payout address. By anybody; never paused.
    /// @param organizationId The organization, or `OPERATOR_ACCOUNT`.
    /// @param token ERC-20, or zero for the chain's own coin.
    function claim(bytes32 organizationId, address token) external;

    /// @notice What an organization can claim.
    /// @param organizationId The organization, or `OPERATOR_ACCOUNT`.
    /// @param token ERC-20, or zero for the chain's own coin.
    /// @return amount In the token's smallest unit.
    function creditOf(bytes32 organizationId, address token) external view returns (uint256 amount);

    /// @notice The state of an order.
    /// @param orderId Hash of its terms.
    /// @return state With orderedDay 0 if there is none.
    function orderOf(uint256 orderId) external view returns (Order memory state);
}
