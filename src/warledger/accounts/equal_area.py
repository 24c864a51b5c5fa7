"""A map projection in which areas are true: Lambert's azimuthal one, on the sphere of the earth's area."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

AUTHALIC_KM = 6371.0072
"""Radius in kilometres of the sphere that has the area of the WGS 84 ellipsoid."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class EqualArea:
    """A projection about a centre (degrees): kilometres east and north of it; areas are true everywhere, distances nearly so
    within a thousand kilometres of the centre."""

    lat: float
    lon: float

    def of(self, lats: ArrayLike, lons: ArrayLike) -> Floats:
        """Positions in degrees as rows of x and y in kilometres."""
        phi, lam = np.radians(np.asarray(lats, float)), np.radians(np.asarray(lons, float) - self.lon)
        phi0 = np.radians(self.lat)
        near = 1.0 + np.sin(phi0) * np.sin(phi) + np.cos(phi0) * np.cos(phi) * np.cos(lam)
        k = AUTHALIC_KM * np.sqrt(2.0 / np.maximum(near, 1e-9))
        x = k * np.cos(phi) * np.sin(lam)
        y = k * (np.cos(phi0) * np.sin(phi) - np.sin(phi0) * np.cos(phi) * np.cos(lam))
        return np.stack([x, y], axis=-1)

    def degrees(self, points: Floats) -> Floats:
        """Rows of x and y as rows of latitude and longitude."""
        x, y = np.asarray(points, float).T
        away = np.maximum(np.hypot(x, y), 1e-9)
        angle = 2.0 * np.arcsin(np.minimum(1.0, away / (2.0 * AUTHALIC_KM)))
        phi0 = np.radians(self.lat)
        phi = np.arcsin(np.cos(angle) * np.sin(phi0) + y * np.sin(angle) * np.cos(phi0) / away)
        east = away * np.cos(phi0) * np.cos(angle) - y * np.sin(phi0) * np.sin(angle)
        lam = np.arctan2(x * np.sin(angle), east)
        return np.asarray(np.stack([np.degrees(phi), np.degrees(lam) + self.lon], axis=-1))


def centred(positions: Sequence[tuple[float, float]]) -> EqualArea:
    """The projection about the middle of positions (latitude, longitude in degrees); the middle of directions, so that
    places on both sides of the antimeridian lie side by side."""
    lats, lons = np.radians(np.asarray(positions, float)).T
    x, y, z = (np.cos(lats) * np.cos(lons)).mean(), (np.cos(lats) * np.sin(lons)).mean(), np.sin(lats).mean()
    return EqualArea(float(np.degrees(np.arctan2(z, np.hypot(x, y)))), float(np.degrees(np.arctan2(y, x))))
