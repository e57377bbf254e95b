// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {IAssetRegistry} from "./interfaces/IAssetRegistry.sol";
import {IOfferBook} from "./interfaces/IOfferBook.sol";
import {Reasons} from "./libraries/Reasons.sol";
import {Wish} from "./types/Window.sol";

/// @dev Of four lanes each.
uint256 constant LANE_WORDS = 8;

/// @title The calendar of what was sold, and the storage of the offers it was sold from.
/// @notice Per asset at most 32 live exclusive licenses and 32 listed offers, so that a sale costs the same however many were
///         sold before.
/// @dev An exclusive grant is exact: media and days in a lane of 64 bits, four to a slot, so that 32 of them are looked at for
///      the price of eight slots; its territories are read only where media and days meet. Media fit into 16 bits
///      (ASSIGNED_MEDIA), days into 24. Whatever is over is as if it were not there.
///      An offer leaves the list only when nothing that it sold beside others is live, and is closed from then on: whatever can
///      be sold or renewed has its hull where exclusive sales look for it.
abstract contract Calendar is IOfferBook {
    using Reasons for Reason[];

    /// @dev Four slots; the third has all that a sale and a scan need first, the fourth is written when the hull grows.
    struct StoredOffer {
        uint256 territories;
        address token;
        uint96 price;
        uint16 media;
        uint24 firstDay;
        uint24 lastDay;
        uint16 communityShareBps;
        uint8 rights;
        bool exclusive;
        bool closed;
        uint32 holder;
        uint48 openedAt;
        uint16 soldMedia;
        uint24 soldFirstDay;
        uint24 soldLastDay;
        uint256 soldTerritories;
    }

    /// @param words As stored.
    /// @param count How many lanes of them were ever used, or are in a word that was.
    struct Lanes {
        uint256[LANE_WORDS] words;
        uint256 count;
    }

    uint256 internal constant MAX_EXCLUSIVES = 32;
    uint256 internal constant MAX_OFFERS = 32;
    uint256 private constant LANES_PER_WORD = 4;
    uint256 private constant LANE_BITS = 64;

    mapping(bytes32 assetId => mapping(uint64 offerId => StoredOffer)) internal _offers;
    /// @dev Offers of an asset that are open or whose hull may be live, in the order in which they came.
    mapping(bytes32 assetId => uint64[]) internal _listed;
    /// @dev Four lanes a word, each from its lowest bit: media (16), first day (24), last day (24). A lane without media is
    ///      free; it keeps its days, so that the first word that is zero is the first that was never used.
    mapping(bytes32 assetId => uint256[LANE_WORDS]) private _lanes;
    mapping(bytes32 assetId => uint256[MAX_EXCLUSIVES]) private _laneTerritories;
    mapping(bytes32 assetId => uint256[MAX_EXCLUSIVES]) private _laneLicenses;
    mapping(bytes32 assetId => uint64[MAX_EXCLUSIVES]) private _laneOffers;
    /// @dev The last day on which an exclusive license was sold: the calendar itself forgets what is over.
    mapping(bytes32 assetId => uint32 day) internal _exclusiveSoldOn;

    /// @inheritdoc IOfferBook
    function calendarOf(
        bytes32 assetId,
        uint32 today
    ) external view returns (Grant[] memory exclusives, Grant[] memory hulls) {
        return (_exclusivesOf(assetId, today), _hullsOf(assetId, today));
    }

    /// @dev Everything in the calendar that overlaps the wish.
    function _reasonsOfCalendar(
        Reason[] memory reasons,
        bytes32 assetId,
        Wish memory wish,
        uint32 today
    ) internal view returns (Reason[] memory) {
        uint256[LANE_WORDS] storage words = _lanes[assetId];
        for (uint256 at = 0; at < LANE_WORDS; ++at) {
            uint256 word = words[at];
            if (word == 0) break;
            for (uint256 place = at * LANES_PER_WORD; word != 0; ++place) {
                if (_meets(word, wish, today) && _laneTerritories[assetId][place] & wish.territories != 0) {
                    reasons = reasons.with(Code.EXCLUSIVE_OVERLAP, _laneLicenses[assetId][place]);
                }
                word >>= LANE_BITS;
            }
        }
        if (!wish.exclusive) return reasons;
        if (_findLane(_readLanes(assetId), today) == MAX_EXCLUSIVES) {
            reasons = reasons.with(Code.CALENDAR_FULL, MAX_EXCLUSIVES);
        }
        return _reasonsOfHulls(reasons, assetId, wish, today);
    }

    /// @dev Media and days were checked against those of an offer, which fit; so do they in a hull.
    function _enterExclusive(
        bytes32 assetId,
        uint64 offerId,
        uint256 licenseId,
        Wish memory wish,
        uint32 today
    ) internal {
        uint256 place = _findLane(_readLanes(assetId), today);
        _writeLane(assetId, place, wish.media, wish.firstDay, wish.lastDay);
        _laneTerritories[assetId][place] = wish.territories;
        _laneLicenses[assetId][place] = licenseId;
        _laneOffers[assetId][place] = offerId;
        _exclusiveSoldOn[assetId] = today;
    }

    /// @dev A hull whose last day is over begins anew.
    function _enterHull(StoredOffer storage sold, Wish memory wish, uint32 today) internal {
        uint16 media = uint16(wish.media);
        uint24 firstDay = uint24(wish.firstDay);
        uint24 lastDay = uint24(wish.lastDay);
        if (!_hasLiveHull(sold, today)) {
            sold.soldMedia = media;
            sold.soldFirstDay = firstDay;
            sold.soldLastDay = lastDay;
            sold.soldTerritories = wish.territories;
            return;
        }
        media |= sold.soldMedia;
        if (media != sold.soldMedia) sold.soldMedia = media;
        if (firstDay < sold.soldFirstDay) sold.soldFirstDay = firstDay;
        if (sold.soldLastDay < lastDay) sold.soldLastDay = lastDay;
        uint256 territories = sold.soldTerritories;
        if (territories | wish.territories != territories) {
            sold.soldTerritories = territories | wish.territories;
        }
    }

    /// @dev Of a license that is live: those alone are sure to have their lane still.
    function _releaseExclusive(bytes32 assetId, uint256 licenseId) internal {
        uint256 place;
        while (_laneLicenses[assetId][place] != licenseId) ++place;
        (, uint32 firstDay, uint32 lastDay) = _laneAt(_readLanes(assetId), place);
        _writeLane(assetId, place, 0, firstDay, lastDay);
    }

    /// @dev Puts an offer into the list, if need be in place of one that is over and has nothing live.
    function _list(
        bytes32 assetId,
        uint64 offerId,
        IAssetRegistry.Record memory asset,
        uint32 today
    ) internal {
        uint64[] storage listed = _listed[assetId];
        uint256 place = _findPlace(assetId, asset, today);
        if (place == MAX_OFFERS) revert OfferBookOffersFull(assetId, MAX_OFFERS);
        if (place != listed.length) {
            uint64 droppedId = listed[place];
            _unlist(listed, place);
            _close(assetId, droppedId);
        }
        listed.push(offerId);
    }

    function _unlistOffer(bytes32 assetId, uint64 offerId) internal {
        uint64[] storage listed = _listed[assetId];
        uint256 place;
        while (listed[place] != offerId) ++place;
        _unlist(listed, place);
    }

    function _close(bytes32 assetId, uint64 offerId) internal {
        StoredOffer storage closing = _offers[assetId][offerId];
        if (closing.closed) return;
        closing.closed = true;
        emit OfferClosed(offerId, assetId);
    }

    /// @dev An offer ends with the custody under which it was made, also when the asset comes back.
    function _isOpen(
        StoredOffer storage stored,
        IAssetRegistry.Record memory asset
    ) internal view returns (bool) {
        return !stored.closed && stored.holder == asset.holder && asset.custodySince <= stored.openedAt;
    }

    function _hasLiveHull(StoredOffer storage sold, uint32 today) internal view returns (bool) {
        return sold.soldMedia != 0 && today <= sold.soldLastDay;
    }

    /// @dev Where another offer can be listed: behind the others, or where one is over and has nothing live; MAX_OFFERS if there
    ///      is no room.
    function _findPlace(
        bytes32 assetId,
        IAssetRegistry.Record memory asset,
        uint32 today
    ) private view returns (uint256 place) {
        uint64[] storage listed = _listed[assetId];
        if (listed.length != MAX_OFFERS) return listed.length;
        for (; place < MAX_OFFERS; ++place) {
            StoredOffer storage candidate = _offers[assetId][listed[place]];
            bool isOver = candidate.lastDay < today || !_isOpen(candidate, asset);
            if (isOver && !_hasLiveHull(candidate, today)) return place;
        }
    }

    /// @dev Keeps the order in which offers are tried.
    function _unlist(uint64[] storage listed, uint256 place) private {
        uint256 last = listed.length - 1;
        for (; place < last; ++place) listed[place] = listed[place + 1];
        listed.pop();
    }

    function _reasonsOfHulls(
        Reason[] memory reasons,
        bytes32 assetId,
        Wish memory wish,
        uint32 today
    ) private view returns (Reason[] memory) {
        uint64[] memory listed = _listed[assetId];
        for (uint256 at = 0; at < listed.length; ++at) {
            StoredOffer storage sold = _offers[assetId][listed[at]];
            if (sold.soldMedia & wish.media == 0 || !_hasLiveHull(sold, today)) continue;
            if (sold.soldLastDay < wish.firstDay || wish.lastDay < sold.soldFirstDay) continue;
            if (sold.soldTerritories & wish.territories == 0) continue;
            reasons = reasons.with(Code.OFFER_OVERLAP, listed[at]);
        }
        return reasons;
    }

    function _writeLane(
        bytes32 assetId,
        uint256 place,
        uint32 media,
        uint32 firstDay,
        uint32 lastDay
    ) private {
        uint256 lane = media | (uint256(firstDay) << 16) | (uint256(lastDay) << 40);
        uint256 shift = (place % LANES_PER_WORD) * LANE_BITS;
        uint256 word = _lanes[assetId][place / LANES_PER_WORD];
        uint256 others = word & ~(uint256(type(uint64).max) << shift);
        _lanes[assetId][place / LANES_PER_WORD] = others | (lane << shift);
    }

    function _readLanes(bytes32 assetId) private view returns (Lanes memory lanes) {
        for (uint256 at = 0; at < LANE_WORDS; ++at) {
            uint256 word = _lanes[assetId][at];
            if (word == 0) break;
            lanes.words[at] = word;
            lanes.count += LANES_PER_WORD;
        }
    }

    function _exclusivesOf(bytes32 assetId, uint32 today) private view returns (Grant[] memory exclusives) {
        Lanes memory lanes = _readLanes(assetId);
        uint256 count;
        exclusives = new Grant[](lanes.count);
        for (uint256 at = 0; at < lanes.count; ++at) {
            (uint32 media, uint32 firstDay, uint32 lastDay) = _laneAt(lanes, at);
            if (media == 0 || lastDay < today) continue;
            exclusives[count++] = Grant({
                licenseId: _laneLicenses[assetId][at],
                offerId: _laneOffers[assetId][at],
                media: media,
                territories: _laneTerritories[assetId][at],
                firstDay: firstDay,
                lastDay: lastDay
            });
        }
        return _shorten(exclusives, count);
    }

    function _hullsOf(bytes32 assetId, uint32 today) private view returns (Grant[] memory hulls) {
        uint64[] memory listed = _listed[assetId];
        uint256 count;
        hulls = new Grant[](listed.length);
        for (uint256 at = 0; at < listed.length; ++at) {
            StoredOffer storage sold = _offers[assetId][listed[at]];
            if (!_hasLiveHull(sold, today)) continue;
            hulls[count++] = Grant({
                licenseId: 0,
                offerId: listed[at],
                media: sold.soldMedia,
                territories: sold.soldTerritories,
                firstDay: sold.soldFirstDay,
                lastDay: sold.soldLastDay
            });
        }
        return _shorten(hulls, count);
    }

    /// @dev The first lane that is free or over; the next new one; or MAX_EXCLUSIVES if there is none.
    function _findLane(Lanes memory lanes, uint32 today) private pure returns (uint256 place) {
        for (; place < lanes.count; ++place) {
            (uint32 media, , uint32 lastDay) = _laneAt(lanes, place);
            if (media == 0 || lastDay < today) return place;
        }
    }

    /// @dev Whether the lowest lane of the word is live and meets the wish in media and days.
    function _meets(uint256 word, Wish memory wish, uint32 today) private pure returns (bool) {
        uint256 lastDay = uint24(word >> 40);
        return
            uint16(word) & wish.media != 0 &&
            wish.firstDay <= lastDay &&
            uint24(word >> 16) <= wish.lastDay &&
            today <= lastDay;
    }

    function _laneAt(
        Lanes memory lanes,
        uint256 at
    ) private pure returns (uint32 media, uint32 firstDay, uint32 lastDay) {
        uint256 lane = lanes.words[at / LANES_PER_WORD] >> ((at % LANES_PER_WORD) * LANE_BITS);
        return (uint16(lane), uint24(lane >> 16), uint24(lane >> 40));
    }

    function _shorten(Grant[] memory grants, uint256 count) private pure returns (Grant[] memory shorter) {
        shorter = new Grant[](count);
        for (uint256 at = 0; at < count; ++at) shorter[at] = grants[at];
    }
}
