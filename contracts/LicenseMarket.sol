// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {ERC2771Context} from "@openzeppelin/contracts/metatx/ERC2771Context.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IAssetRegistry} from "./interfaces/IAssetRegistry.sol";
import {IJudgement} from "./interfaces/IJudgement.sol";
import {ILicenseMarket} from "./interfaces/ILicenseMarket.sol";
import {ILicenseToken} from "./interfaces/ILicenseToken.sol";
import {IOfferBook} from "./interfaces/IOfferBook.sol";
import {IOrganizations} from "./interfaces/IOrganizations.sol";
import {Terms} from "./types/Terms.sol";
import {currentDay, Wish} from "./types/Window.sol";

/// @title LicenseMarket
/// @notice Sells what Judgement lets it sell, and keeps the shares until they are claimed.
contract LicenseMarket is ILicenseMarket, ERC2771Context, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @param organizations Members, councils and payout addresses.
    /// @param assets Holders and communities.
    /// @param book Who offered.
    /// @param judgement What may be sold.
    /// @param licenses What was sold.
    /// @param operatorPayout Where the operator's share goes.
    struct Setup {
        IOrganizations organizations;
        IAssetRegistry assets;
        IOfferBook book;
        IJudgement judgement;
        ILicenseToken licenses;
        address operatorPayout;
    }

    /// @notice Account of the operator's share, in place of an organization's id.
    bytes32 public constant OPERATOR_ACCOUNT = keccak256("lanran:organization:operator");

    uint16 private constant ALL_BPS = 10_000;
    /// @dev Each costs about 200,000 gas; ten fit into the block of any chain we know.
    uint256 private constant MAX_PURCHASES = 10;

    IOrganizations private immutable _organizations;
    IAssetRegistry private immutable _assets;
    IOfferBook private immutable _book;
    IJudgement private immutable _judgement;
    ILicenseToken private immutable _licenses;
    address private immutable _operatorPayout;

    mapping(bytes32 organizationId => mapping(address token => uint256)) private _credits;
    mapping(uint256 orderId => Order) private _orders;

    constructor(address forwarder, Setup memory setup) ERC2771Context(forwarder) {
        if (setup.operatorPayout == address(0)) revert LicenseMarketOperatorInvalid(setup.operatorPayout);
        _organizations = setup.organizations;
        _assets = setup.assets;
        _book = setup.book;
        _judgement = setup.judgement;
        _licenses = setup.licenses;
        _operatorPayout = setup.operatorPayout;
    }

    /// @inheritdoc ILicenseMarket
    function buy(
        Purchase calldata purchase,
        Permit calldata permit
    ) external payable nonReentrant returns (uint256 licenseId) {
        Terms memory terms;
        (licenseId, terms) = _sell(purchase);
        _usePermit(terms.token, permit);
        _checkCoin(_takePayment(terms));
    }

    /// @inheritdoc ILicenseMarket
    function buyMany(
        Purchase[] calldata purchases,
        Permit calldata permit
    ) external payable nonReentrant returns (uint256[] memory licenseIds) {
        uint256 count = purchases.length;
        if (count == 0 || count > MAX_PURCHASES) revert LicenseMarketCountInvalid(count, MAX_PURCHASES);
        licenseIds = new uint256[](count);
        uint256 coin;
        for (uint256 at = 0; at < count; ++at) {
            Terms memory terms;
            (licenseIds[at], terms) = _sell(purchases[at]);
            if (at == 0) _usePermit(terms.token, permit);
            coin += _takePayment(terms);
        }
        _checkCoin(coin);
    }

    /// @inheritdoc ILicenseMarket
    function renew(
        Terms calldata held,
        bytes32 termsHash,
        Permit calldata permit
    ) external payable nonReentrant returns (uint256 licenseId) {
        bytes32 licensee = _licenseeOf(held);
        (Terms memory terms, bytes32 holder, bytes32 community) = _judgement.renew(held, licensee);
        licenseId = _issue(terms, termsHash);
        _creditShares(terms, holder, community, licenseId);
        _usePermit(terms.token, permit);
        _checkCoin(_takePayment(terms));
    }

    /// @inheritdoc ILicenseMarket
    function sublicense(
        Terms calldata held,
        bytes32 licensee,
        Wish calldata wish,
        uint8 rights
    ) external nonReentrant returns (uint256 licenseId) {
        _licenseeOf(held);
        Terms memory terms = _judgement.sublicense(held, licensee, wish, rights);
        licenseId = _issue(terms, bytes32(terms.toLicenseId()));
    }

    /// @inheritdoc ILicenseMarket
    function order(Purchase calldata purchase) external nonReentrant returns (uint256 orderId) {
        _checkMember(purchase.licensee);
        uint32 today = currentDay();
        IJudgement.Quote memory quote = _judgement.quoteSale(_toSale(purchase, true, today), today);
        if (quote.reasons.length != 0) revert IJudgement.JudgementRefused(quote.reasons);
        orderId = quote.licenseId;
        _checkAgreed(purchase.termsHash, orderId);
        if (quote.terms.price > purchase.maxPrice) {
            revert LicenseMarketPriceAboveMaximum(quote.terms.price, purchase.maxPrice);
        }
        Order storage state = _orders[orderId];
        if (state.orderedDay != 0 && !state.isDone) revert LicenseMarketAlreadyOrdered(orderId);
        _orders[orderId] = Order({orderedDay: today, isPaid: false, isShared: false, isDone: false});
        emit Ordered(orderId, purchase.assetId, purchase.licensee, quote.terms);
    }

    /// @inheritdoc ILicenseMarket
    function cancelOrder(Terms calldata terms) external nonReentrant {
        _checkMember(terms.licensee);
        (uint256 orderId, Order storage state) = _getOrder(terms);
        state.isDone = true;
        emit OrderCanceled(orderId, terms.assetId);
    }

    /// @inheritdoc ILicenseMarket
    function confirmPaid(Terms calldata terms) external nonReentrant {
        (uint256 orderId, Order storage state) = _getOrder(terms);
        // Whoever offered wrote the invoice. Were it today's holder, one to whom nobody paid could confirm for the other.
        _checkMember(_book.offerOf(terms.offerId).holder);
        if (state.isPaid) revert LicenseMarketAlreadyConfirmed(orderId);
        state.isPaid = true;
        emit InvoicePaid(orderId, terms.assetId);
        if (state.isShared || _assets.recordOf(terms.assetId).community == 0) _issueOrdered(terms, state);
    }

    /// @inheritdoc ILicenseMarket
    function confirmShare(Terms calldata terms) external nonReentrant {
        (uint256 orderId, Order storage state) = _getOrder(terms);
        address council = _organizations.councilAt(_assets.recordOf(terms.assetId).community);
        if (council == address(0) || council != _msgSender()) {
            revert LicenseMarketNotCouncil(terms.assetId, _msgSender());
        }
        if (state.isShared) revert LicenseMarketAlreadyConfirmed(orderId);
        state.isShared = true;
        emit ShareReceived(orderId, terms.assetId);
        if (state.isPaid) _issueOrdered(terms, state);
    }

    /// @inheritdoc ILicenseMarket
    function claim(bytes32 organizationId, address token) external nonReentrant {
        uint256 amount = _credits[organizationId][token];
        if (amount == 0) revert LicenseMarketNothingToClaim(organizationId, token);
        address payout =
            organizationId == OPERATOR_ACCOUNT
                ? _operatorPayout
                : _organizations.organizationOf(organizationId).payout;

        _credits[organizationId][token] = 0;
        emit Claimed(organizationId, token, payout, amount);
        if (token == address(0)) _payCoin(payout, amount);
        else _payToken(IERC20(token), payout, amount);
    }

    /// @inheritdoc ILicenseMarket
    function creditOf(bytes32 organizationId, address token) external view returns (uint256) {
        return _credits[organizationId][token];
    }

    /// @inheritdoc ILicenseMarket
    function orderOf(uint256 orderId) external view returns (Order memory) {
        return _orders[orderId];
    }

    /// @dev Everything of a sale but the money's way here.
    function _sell(Purchase calldata purchase) private returns (uint256 licenseId, Terms memory terms) {
        _checkMember(purchase.licensee);
        bytes32 holder;
        bytes32 community;
        (terms, holder, community) = _judgement.sell(_toSale(purchase, false, currentDay()));
        licenseId = _issue(terms, purchase.termsHash);
        if (terms.price > purchase.maxPrice) {
            revert LicenseMarketPriceAboveMaximum(terms.price, purchase.maxPrice);
        }
        _creditShares(terms, holder, community, licenseId);
    }

    function _issueOrdered(Terms calldata ordered, Order storage state) private {
        state.isDone = true;
        (Terms memory terms, , ) = _judgement.sell(
            IJudgement.Sale({
                offerId: ordered.offerId,
                assetId: ordered.assetId,
                version: ordered.version,
                licensee: ordered.licensee,
                wish: ordered.wish,
                isInvoiced: true,
                orderedDay: state.orderedDay
            })
        );
        _issue(terms, bytes32(ordered.toLicenseId()));
    }

    function _issue(Terms memory terms, bytes32 termsHash) private returns (uint256 licenseId) {
        licenseId = terms.toLicenseId();
        _checkAgreed(termsHash, licenseId);
        _licenses.issue(licenseId, terms);
        emit LicenseSold(licenseId, terms.assetId, terms.licensee, terms);
    }

    /// @dev The community's share is rounded up, so that it never rounds to nothing; the operator's down; the holder has the
    ///      rest. Both shares together are at most all (OfferBook), so that even rounded they never exceed the price.
    function _creditShares(Terms memory terms, bytes32 holder, bytes32 community, uint256 licenseId) private {
        uint256 communityShare = Math.ceilDiv(terms.price * terms.communityShareBps, ALL_BPS);
        uint256 operatorShare = (terms.price * terms.operatorShareBps) / ALL_BPS;
        _credit(community, terms.token, licenseId, communityShare);
        _credit(OPERATOR_ACCOUNT, terms.token, licenseId, operatorShare);
        _credit(holder, terms.token, licenseId, terms.price - communityShare - operatorShare);
    }

    function _credit(bytes32 organizationId, address token, uint256 licenseId, uint256 amount) private {
        if (amount == 0) return;
        _credits[organizationId][token] += amount;
        emit Credited(organizationId, token, licenseId, amount);
    }

    function _usePermit(address token, Permit calldata permit) private {
        if (permit.deadline == 0 || token == address(0)) return;
        if (permit.deadline < block.timestamp) revert LicenseMarketPermitExpired(permit.deadline);
        // Whoever saw the permit may have used it before us: what counts is the allowance.
        try
            IERC20Permit(token).permit(
                _msgSender(),
                address(this),
                permit.value,
                permit.deadline,
                permit.v,
                permit.r,
                permit.s
            )
        {} catch {}
    }

    /// @dev Takes a token price now; of a coin price it says how much must have come with the call. Nothing is taken by a transfer
    ///      too: a unit of account refuses it, so that what is priced in one needs an order also when it is free.
    function _takePayment(Terms memory terms) private returns (uint256 coin) {
        if (terms.token == address(0)) return terms.price;
        IERC20 token = IERC20(terms.token);
        uint256 balance = token.balanceOf(address(this));
        token.safeTransferFrom(_msgSender(), address(this), terms.price);
        uint256 received = token.balanceOf(address(this)) - balance;
        if (received != terms.price) revert LicenseMarketPaymentMismatch(terms.price, received);
    }

    /// @dev What the payee returns is not copied: it could be so long that copying costs more than the claim has.
    function _payCoin(address payout, uint256 amount) private {
        if (!LowLevelCall.callNoReturn(payout, amount, "")) revert LicenseMarketPayoutRefused(payout, amount);
    }

    /// @dev A token that takes its fee from the sender would pay one with the credits of others.
    function _payToken(IERC20 token, address payout, uint256 amount) private {
        uint256 balance = token.balanceOf(address(this));
        token.safeTransfer(payout, amount);
        uint256 paid = balance - token.balanceOf(address(this));
        if (paid != amount) revert LicenseMarketPaymentMismatch(amount, paid);
    }

    function _checkCoin(uint256 coin) private view {
        if (msg.value != coin) revert LicenseMarketPaymentMismatch(coin, msg.value);
    }

    function _toSale(
        Purchase calldata purchase,
        bool isInvoiced,
        uint32 today
    ) private pure returns (IJudgement.Sale memory) {
        return
            IJudgement.Sale({
                offerId: purchase.offerId,
                assetId: purchase.assetId,
                version: purchase.version,
                licensee: purchase.licensee,
                wish: purchase.wish,
                isInvoiced: isInvoiced,
                orderedDay: today
            });
    }

    function _getOrder(Terms calldata terms) private view returns (uint256 orderId, Order storage state) {
        orderId = terms.toLicenseId();
        state = _orders[orderId];
        if (state.orderedDay == 0 || state.isDone) revert LicenseMarketNotOrdered(orderId);
    }

    /// @dev Who has the license now, and is called by one of its members.
    function _licenseeOf(Terms calldata held) private view returns (bytes32 licensee) {
        licensee = _licenses.licenseeOf(held.toLicenseId());
        _checkMember(licensee);
    }

    function _checkMember(bytes32 organizationId) private view {
        if (!_organizations.canAct(organizationId, _msgSender())) {
            revert LicenseMarketNotMember(organizationId, _msgSender());
        }
    }

    function _checkAgreed(bytes32 expected, uint256 licenseId) private pure {
        if (uint256(expected) != licenseId) revert LicenseMarketTermsChanged(expected, bytes32(licenseId));
    }
}
