"""Draws the pictures of the sample archive into a folder: `python resources/sample/pictures.py FOLDER`.

Every picture is drawn by code with fixed seeds and saved with fixed settings, so one version of Pillow
gives the same bytes every time.
"""

import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from pathlib import Path

from PIL import Image

from drawing import (
    charts,
    facsimiles,
    great_map,
    maps,
    plans,
    posters,
    scenes_bridge,
    scenes_field,
    scenes_flood,
    scenes_nature,
    scenes_port,
    scenes_school,
    scenes_town,
    scenes_work,
    things,
)

PICTURES: dict[str, Callable[[], Image.Image]] = {
    "port-dusk.jpg": scenes_port.port_dusk,
    "bridge-fog.jpg": scenes_bridge.bridge_fog,
    "bridge-day.webp": scenes_bridge.bridge_day,
    "flood-dyke.jpg": scenes_flood.flood_dyke,
    "pagoda-dawn.webp": scenes_nature.pagoda_dawn,
    "porpoise.jpg": scenes_nature.porpoise,
    "wetland.webp": scenes_nature.wetland,
    "foul-river.jpg": scenes_flood.foul_river,
    "dragon-boats.webp": scenes_school.dragon_boats,
    "sunrise-barges.jpg": scenes_port.sunrise_barges,
    "storm.jpg": scenes_flood.storm,
    "museum-hall.webp": scenes_town.museum_hall,
    "school.jpg": scenes_school.school,
    "skyline-night.jpg": scenes_town.skyline_night,
    "lantern-street.webp": scenes_town.lantern_street,
    "stadium.jpg": scenes_school.stadium,
    "marathon.jpg": scenes_school.marathon,
    "weather-station.webp": scenes_school.weather_station,
    "reading-room.jpg": scenes_town.reading_room,
    "robots.jpg": scenes_work.robots,
    "server-aisle.webp": scenes_work.server_aisle,
    "airliner.jpg": scenes_work.airliner,
    "fast-train.webp": scenes_work.fast_train,
    "shore-power.jpg": scenes_port.shore_power,
    "track-laying.jpg": scenes_work.track_laying,
    "drone-field.webp": scenes_field.drone_field,
    "tea-terraces.jpg": scenes_nature.tea_terraces,
    "vinegar-yard.webp": scenes_field.vinegar_yard,
    "harvest.jpg": scenes_field.harvest,
    "strawberry-house.jpg": scenes_field.strawberry_house,
    "noodles.webp": things.noodles,
    "excavation.jpg": things.excavation,
    "celadon.jpg": things.celadon,
    "snow.webp": scenes_nature.snow,
    "map-region.png": maps.region,
    "map-port.png": plans.port_plan,
    "map-district.png": plans.district_plan,
    "map-flood.png": maps.flood_map,
    "map-marathon.png": plans.marathon_route,
    "map-railway.png": plans.railway_map,
    "map-rain.png": maps.rain_map,
    "map-town-1934.png": great_map.town_map,
    "chart-output.png": charts.output_bars,
    "chart-water-level.png": charts.water_level,
    "chart-sectors.png": charts.sectors_ring,
    "chart-cargo.png": charts.cargo_stack,
    "chart-water-quality.png": charts.water_quality,
    "chart-school-places.png": charts.school_places,
    "chart-visitors.png": charts.visitors_area,
    "chart-porpoises.png": charts.porpoise_counts,
    "chart-rain.png": charts.rain_columns,
    "poster-exhibition.jpg": posters.exhibition,
    "poster-marathon.webp": posters.marathon_poster,
    "poster-book-fair.webp": posters.book_fair,
    "poster-dragon-boats.png": posters.dragon_festival,
    "poster-museum-night.jpg": posters.museum_night,
    "poster-save-water.webp": posters.save_water,
    "poster-river-music.jpg": posters.river_music,
    "poster-recruiting.webp": posters.recruiting,
    "newspaper-1934.jpg": facsimiles.newspaper,
    "gauge-book-1931.jpg": facsimiles.gauge_book,
    "steam-ticket-1934.webp": facsimiles.steam_ticket,
    "station-1930.jpg": facsimiles.station_photograph,
    "letter-1935.jpg": facsimiles.old_letter,
}
"""Every picture's file name and the function that draws it; the suffix decides the format."""


def draw(name: str) -> bytes:
    """Draw one picture and return its file's bytes."""
    image, file = PICTURES[name](), BytesIO()
    if name.endswith(".jpg"):
        image.save(file, "JPEG", quality=82, optimize=True, progressive=True, subsampling="4:2:0")
    elif name.endswith(".webp"):
        image.save(file, "WEBP", quality=80, method=4)
    else:
        few = (
            image
            if image.mode == "P"
            else image.quantize(160, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        )
        few.save(file, "PNG", optimize=True)
    return file.getvalue()


def draw_all() -> dict[str, bytes]:
    """Draw every picture, on all processors."""
    with ProcessPoolExecutor() as pool:
        return dict(zip(PICTURES, pool.map(draw, PICTURES), strict=True))


def main() -> None:
    """Write the pictures into the folder that the command line names."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in draw_all().items():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    main()
