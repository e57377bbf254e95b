// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {ERC2771Context} from "@openzeppelin/contracts/metatx/ERC2771Context.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IAssetRegistry} from "./interfaces/IAssetRegistry.sol";
import {IConsentRegistry} from "./interfaces/IConsentRegistry.sol";
import {ILicenseMarket} from "./interfaces/ILicenseMarket.sol";
import {ILicenseToken} from "./interfaces/ILicenseToken.sol";
import {IOrganizations} from "./interfaces/IOrganizations.sol";
import {Reasons} from "./libraries/Reasons.sol";
import {OfferBook} from "./OfferBook.sol";
import {currentDay, Wish} from "./types/Window.sol";

/// @title LicenseMarket
contract LicenseMarket is OfferBook, ReentrancyGuardTransient {
    using Reasons for Reason[];
    using SafeERC20 for IERC20;

    /// @param organizations Members and payout addresses.
    /// @param assets Holders and communities.
    /// @param consents What councils permit.
    /// @param licenses The token of a sale.
    /// @param operatorPayout Where the operator's share goes.
    /// @param operatorShareBps The operator's share of every price.
    /// @param territoriesHash Hash of the territories table.
    /// @param paymentTokens The accepted tokens.
    struct Setup {
        IOrganizations organizations;
        IAssetRegistry assets;
        IConsentRegistry consents;
        ILicenseToken licenses;
        address operatorPayout;
        uint16 operatorShareBps;
        bytes32 territoriesHash;
        address[] paymentTokens;
    }

    struct Inquiry {
        bytes32 assetId;
        bytes32 licensee;
        Wish wish;
        uint32 today;
    }

    /// @notice Account of the operator's share, in place of an organization's id.
    bytes32 public constant OPERATOR_ACCOUNT = keccak256("lanran:organization:operator");

    /// @inheritdoc ILicenseMarket
    bytes32 public immutable territoriesHash;

    ILicenseToken private immutable _licenses;
    address private immutable _operatorPayout;

    mapping(bytes32 saleKey => uint256 licenseId) private _sales;
    mapping(bytes32 organizationId => mapping(address token => uint256)) private _credits;

    constructor(
        address forwarder,
        Setup memory setup
    )
        ERC2771Context(forwarder)
        OfferBook(
            setup.organizations,
            setup.assets,
            setup.consents,
            setup.operatorShareBps,
            setup.paymentTokens
        )
    {
        if (setup.operatorShareBps > ALL_BPS || setup.operatorPayout == address(0)) {
            revert LicenseMarketOperatorInvalid(setup.operatorShareBps, setup.operatorPayout);
        }
        _licenses = setup.licenses;
        _operatorPayout = setup.operatorPayout;
        territoriesHash = setup.territoriesHash;
    }

    /// @inheritdoc ILicenseMarket
    function buy(
        Purchase calldata purchase,
        Permit calldata permit
    ) external nonReentrant returns (uint256 licenseId) {
        _checkMember(purchase.licensee);
        IAssetRegistry.Asset memory asset = _assets.assetOf(purchase.assetId);
        Quote memory agreed = _quote(
            asset,
            Inquiry(purchase.assetId, purchase.licensee, purchase.wish, currentDay())
        );
        if (agreed.reasons.length != 0) revert LicenseMarketRefused(agreed.reasons);
        if (agreed.termsHash != purchase.termsHash) {
            revert LicenseMarketTermsChanged(purchase.termsHash, agreed.termsHash);
        }
        if (agreed.price > purchase.maxPrice) {
            revert LicenseMarketPriceAboveMaximum(agreed.price, purchase.maxPrice);
        }

        licenseId = _issue(purchase, agreed);
        _creditShares(asset, agreed, licenseId);
        _takePayment(agreed, permit);
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
        IERC20(token).safeTransfer(payout, amount);
    }

    /// @inheritdoc ILicenseMarket
    function quote(
        bytes32 assetId,
        bytes32 licensee,
        Wish calldata wish,
        uint32 today
    ) external view returns (Quote memory) {
        return _quote(_assets.assetOf(assetId), Inquiry(assetId, licensee, wish, today));
    }

    /// @inheritdoc ILicenseMarket
    function creditOf(bytes32 organizationId, address token) external view returns (uint256) {
        return _credits[organizationId][token];
    }

    function _issue(Purchase calldata purchase, Quote memory agreed) private returns (uint256 licenseId) {
        licenseId = _licenses.issue(
            _organizations.organizationOf(purchase.licensee).payout,
            ILicenseToken.License({
                licensee: purchase.licensee,
                termsHash: agreed.termsHash,
                wish: purchase.wish,
                offerId: agreed.offerId,
                revoked: false
            })
        );
        _sales[_saleKey(purchase.assetId, purchase.licensee, purchase.wish)] = licenseId;
        emit LicenseSold(
            licenseId,
            purchase.assetId,
            purchase.licensee,
            agreed.offerId,
            purchase.wish,
            agreed.termsHash,
            agreed.token,
            agreed.price
        );
    }

    /// @dev The community's share is rounded up, so that it never rounds to nothing; the operator's down; the holder has the rest.
    function _creditShares(
        IAssetRegistry.Asset memory asset,
        Quote memory agreed,
        uint256 licenseId
    ) private {
        uint256 communityShare = Math.ceilDiv(agreed.price * agreed.communityShareBps, ALL_BPS);
        uint256 operatorShare = (agreed.price * agreed.operatorShareBps) / ALL_BPS;
        _credit(asset.community, agreed.token, licenseId, communityShare);
        _credit(OPERATOR_ACCOUNT, agreed.token, licenseId, operatorShare);
        _credit(asset.holder, agreed.token, licenseId, agreed.price - communityShare - operatorShare);
    }

    function _credit(bytes32 organizationId, address token, uint256 licenseId, uint256 amount) private {
        if (amount == 0) return;
        _credits[organizationId][token] += amount;
        emit Credited(organizationId, token, licenseId, amount);
    }

    function _takePayment(Quote memory agreed, Permit calldata permit) private {
        if (agreed.price == 0) return;
        address payer = _msgSender();
        if (permit.deadline != 0) {
            // Whoever saw the permit may have used it before us: what counts is the allowance.
            try
                IERC20Permit(agreed.token).permit(
                    payer,
                    address(this),
                    permit.value,
                    permit.deadline,
                    permit.v,
                    permit.r,
                    permit.s
                )
            {} catch {}
        }
        IERC20 token = IERC20(agreed.token);
        uint256 balance = token.balanceOf(address(this));
        token.safeTransferFrom(payer, address(this), agreed.price);
        uint256 received = token.balanceOf(address(this)) - balance;
        if (received != agreed.price) revert LicenseMarketPaymentMismatch(agreed.price, received);
    }

    function _quote(
        IAssetRegistry.Asset memory asset,
        Inquiry memory inquiry
    ) private view returns (Quote memory answer) {
        Reason[] memory reasons = _reasonsOfAssetAndWish(asset, inquiry);
        if (asset.holder == 0) {
            answer.reasons = reasons;
            return answer;
        }
        uint16 demandedBps;
        (demandedBps, reasons) = _reasonsOfConsent(reasons, asset, inquiry);
        (answer.offerId, reasons) = _findOffer(
            reasons,
            inquiry.assetId,
            asset.holder,
            inquiry.wish,
            demandedBps
        );
        answer.reasons = _reasonsOfSales(reasons, inquiry);
        if (answer.offerId == 0) return answer;

        OfferTerms storage terms = _getOffer(answer.offerId).terms;
        answer.token = terms.token;
        answer.price = terms.price;
        answer.communityShareBps = terms.communityShareBps;
        answer.operatorShareBps = operatorShareBps;
        answer.termsHash = _hashTerms(inquiry, answer);
    }

    function _reasonsOfAssetAndWish(
        IAssetRegistry.Asset memory asset,
        Inquiry memory inquiry
    ) private view returns (Reason[] memory reasons) {
        if (asset.holder == 0) reasons = reasons.with(Code.ASSET_UNKNOWN, 0);
        if (asset.withdrawn) reasons = reasons.with(Code.ASSET_WITHDRAWN, 0);
        if (asset.disputes != 0) reasons = reasons.with(Code.ASSET_DISPUTED, asset.disputes);
        if (_organizations.organizationOf(inquiry.licensee).kind == IOrganizations.Kind.NONE) {
            reasons = reasons.with(Code.LICENSEE_UNKNOWN, 0);
        }
        if (inquiry.wish.isEmpty()) reasons = reasons.with(Code.WINDOW_EMPTY, 0);
        if (inquiry.wish.firstDay < inquiry.today) reasons = reasons.with(Code.WINDOW_PAST, inquiry.today);
    }

    /// @return demandedBps The share consent demands; 0 without a community or consent.
    /// @return refused The reasons given and those of consent.
    function _reasonsOfConsent(
        Reason[] memory reasons,
        IAssetRegistry.Asset memory asset,
        Inquiry memory inquiry
    ) private view returns (uint16 demandedBps, Reason[] memory refused) {
        if (asset.community == 0) return (0, reasons);
        IConsentRegistry.Consent memory consent = _consents.consentOf(inquiry.assetId);
        if (consent.holder != asset.holder) return (0, reasons.with(Code.NO_CONSENT, 0));

        uint32 media = inquiry.wish.media & ~consent.media;
        uint256 territories = inquiry.wish.territories & ~consent.territories;
        if (media != 0) reasons = reasons.with(Code.CONSENT_MEDIA, media);
        if (territories != 0) reasons = reasons.with(Code.CONSENT_TERRITORIES, territories);
        if (consent.lastDay < inquiry.wish.lastDay) {
            reasons = reasons.with(Code.CONSENT_ENDS, consent.lastDay);
        }
        return (consent.shareBps, reasons);
    }

    /// @dev A license with the same wish ends when the wish does: only its revocation makes room for another.
    function _reasonsOfSales(
        Reason[] memory reasons,
        Inquiry memory inquiry
    ) private view returns (Reason[] memory) {
        uint256 licenseId = _sales[_saleKey(inquiry.assetId, inquiry.licensee, inquiry.wish)];
        if (licenseId == 0 || _licenses.isRevoked(licenseId)) return reasons;
        if (inquiry.wish.lastDay < inquiry.today) return reasons;
        return reasons.with(Code.ALREADY_LICENSED, licenseId);
    }

    function _hashTerms(Inquiry memory inquiry, Quote memory answer) private view returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    inquiry.assetId,
                    answer.offerId,
                    inquiry.licensee,
                    inquiry.wish, // static members, encoded in place
                    answer.token,
                    answer.price,
                    answer.communityShareBps,
                    answer.operatorShareBps,
                    territoriesHash
                )
            );
    }

    function _saleKey(bytes32 assetId, bytes32 licensee, Wish memory wish) private pure returns (bytes32) {
        return keccak256(abi.encode(assetId, licensee, wish));
    }
}
