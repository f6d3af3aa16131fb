<?xml version="1.0" encoding="utf-8" ?>
<ogr:FeatureCollection
     gml:id="aFeatureCollection"
     xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
     xsi:schemaLocation="http://ogr.maptools.org/ islets.xsd"
     xmlns:ogr="http://ogr.maptools.org/"
     xmlns:gml="http://www.opengis.net/gml/3.2">
  <gml:boundedBy><gml:Envelope srsName="urn:ogc:def:crs:EPSG::2154"><gml:lowerCorner>0 0</gml:lowerCorner><gml:upperCorner>800 300</gml:upperCorner></gml:Envelope></gml:boundedBy>
  <ogr:featureMember>
    <ogr:islets gml:id="islets.0">
      <gml:boundedBy><gml:Envelope srsName="urn:ogc:def:crs:EPSG::2154"><gml:lowerCorner>0 0</gml:lowerCorner><gml:upperCorner>400 300</gml:upperCorner></gml:Envelope></gml:boundedBy>
      <ogr:geometryProperty><gml:Polygon srsName="urn:ogc:def:crs:EPSG::2154" gml:id="islets.geom.0"><gml:exterior><gml:LinearRing><gml:posList>0 0 400 0 400 300 0 300 0 0</gml:posList></gml:LinearRing></gml:exterior><gml:interior><gml:LinearRing><gml:posList>100 100 100 200 200 200 200 100 100 100</gml:posList></gml:LinearRing></gml:interior></gml:Polygon></ogr:geometryProperty>
      <ogr:code>01</ogr:code>
      <ogr:nom>Île fictive</ogr:nom>
      <ogr:n>12.5</ogr:n>
      <ogr:jour>2021-03-04</ogr:jour>
    </ogr:islets>
  </ogr:featureMember>
  <ogr:featureMember>
    <ogr:islets gml:id="islets.1">
      <gml:boundedBy><gml:Envelope srsName="urn:ogc:def:crs:EPSG::2154"><gml:lowerCorner>500 0</gml:lowerCorner><gml:upperCorner>800 100</gml:upperCorner></gml:Envelope></gml:boundedBy>
      <ogr:geometryProperty><gml:MultiSurface srsName="urn:ogc:def:crs:EPSG::2154" gml:id="islets.geom.1"><gml:surfaceMember><gml:Polygon gml:id="islets.geom.1.0"><gml:exterior><gml:LinearRing><gml:posList>500 0 600 0 600 100 500 0</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></gml:surfaceMember><gml:surfaceMember><gml:Polygon gml:id="islets.geom.1.1"><gml:exterior><gml:LinearRing><gml:posList>700 0 800 0 800 100 700 0</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></gml:surfaceMember></gml:MultiSurface></ogr:geometryProperty>
      <ogr:code>02</ogr:code>
      <ogr:nom>Rocher</ogr:nom>
      <ogr:n xsi:nil="true"/>
      <ogr:jour xsi:nil="true"/>
    </ogr:islets>
  </ogr:featureMember>
  <ogr:featureMember>
    <ogr:islets gml:id="islets.2">
      <ogr:code>2A004</ogr:code>
      <ogr:nom>Haut-fond</ogr:nom>
      <ogr:n>-3</ogr:n>
      <ogr:jour>2022-12-31</ogr:jour>
    </ogr:islets>
  </ogr:featureMember>
</ogr:FeatureCollection>
